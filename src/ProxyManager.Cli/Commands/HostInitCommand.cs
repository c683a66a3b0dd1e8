using System.CommandLine;
using ProxyManager.Cli.Completion;
using ProxyManager.Cli.Output;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm host init</c></summary>
internal sealed class HostInitCommand : PmCommand
{
    private readonly Argument<string?> _pattern = new("PATTERN") { Description = "Which hosts; default: all.", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string?> _caddy = new("--caddy")
    {
        Description = "A Caddy with layer4 for the gateways: FILE, FILE#SHA256 or URL#SHA256.",
        HelpName = "FILE|URL#SHA256",
    };

    private readonly Option<string?> _key = new ApplyOptionSet().Key;

    private readonly Option<bool> _force = new("--force") { Description = "Replace agents that are newer than this pm." };

    public HostInitCommand(GlobalOptions options)
        : base("init", "Make hosts ready, from a bare system with SSH: agent, packages, trust, WireGuard key; records them in the lock. Twice is once.", options)
    {
        _pattern.CompletionSources.Add(context => InventoryNames.Hosts(context, options));
        Arguments.Add(_pattern);
        Options.Add(_caddy);
        Options.Add(_key);
        Options.Add(_force);
    }

    /// <inheritdoc/>
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var hosts = invocation.Value(_pattern) is { } pattern ? workspace.SelectManaged(pattern) : invocation.SelectHosts(workspace);
        using var caddy = invocation.Value(_caddy) is { } source ? await CaddyProgram.FindAsync(source, cancellationToken) : null;
        invocation.ReplacesNewerAgents = invocation.Value(_force);
        var trust = SigningKeyFile.Trusted(workspace.RequireFleet(), invocation.Value(_key));
        var operation = new PrepareOperation(workspace.Wanted(), invocation.Connector(workspace), trust, caddy);
        var results = await invocation.RunAsync(workspace, hosts, operation, new HostView(invocation.Terminal).WriteOutcome, cancellationToken);
        var written = workspace.Record(results);
        if (written is not null && !invocation.Json)
            invocation.Terminal.Output.WriteLine($"recorded in {written}; it belongs to git with the inventory");
        // What the hosts have may be less than what the routes ask.
        foreach (var objection in written is null ? [] : invocation.ReadWorkspace().Diagnostics.Except(workspace.Diagnostics))
            invocation.Terminal.Error.WriteLine(objection);
        return invocation.Finish(workspace, results);
    }
}
