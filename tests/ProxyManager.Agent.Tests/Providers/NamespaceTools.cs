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

    public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null)
    {
        Calls.Add($"{program} {string.Join(' ', arguments)}");
        if (program != "systemctl")
            return _programs.Run(program, arguments, input, timeout);
        return Units.TryGetValue(string.Join(' ', arguments), out var act) ? act() : new ToolResult(5, "", "no such unit here");
    }
}
