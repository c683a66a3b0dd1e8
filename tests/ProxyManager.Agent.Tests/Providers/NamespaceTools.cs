using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>
/// The real programs, but for the service manager, which knows nothing of a test's namespace: what a unit would do stands in
/// <see cref="Units"/>.
/// </summary>
internal sealed class NamespaceTools : ITools
{
    private readonly ProcessTools _programs = new();

    /// <summary>What happens for the arguments of <c>systemctl</c>, such as <c>start pm-wireguard@pm0.service</c>.</summary>
    public Dictionary<string, Func<ToolResult>> Units { get; } = [];

    public List<string> Calls { get; } = [];

    /// <summary>What somebody else does as soon as a program has ended, by its command line.</summary>
    public Dictionary<string, Action> After { get; } = [];

    public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null)
    {
        var call = $"{program} {string.Join(' ', arguments)}";
        Calls.Add(call);
        if (program != "systemctl")
        {
            var result = _programs.Run(program, arguments, input, timeout);
            if (After.Remove(call, out var act))
                act();
            return result;
        }

        return Units.TryGetValue(string.Join(' ', arguments), out var unit) ? unit() : new ToolResult(5, "", "no such unit here");
    }
}
