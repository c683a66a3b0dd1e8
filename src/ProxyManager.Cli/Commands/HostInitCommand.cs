using System.CommandLine;
using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Resources;

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

    public HostInitCommand(GlobalOptions options)
        : base("init", "Make hosts ready, from a bare system with SSH: agent, packages, trust, WireGuard key; records them in the lock. Twice is once.", options)
    {
        Arguments.Add(_pattern);
        Options.Add(_caddy);
        Options.Add(_key);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var hosts = invocation.Value(_pattern) is { } pattern ? workspace.SelectManaged(pattern) : invocation.SelectHosts(workspace);
        var download = Directory.CreateTempSubdirectory("pm-caddy-");
        try
        {
            var caddy = invocation.Value(_caddy) is { } source ? await CaddyProgram.FindAsync(source, download.FullName, cancellationToken) : null;
            var operation = new PrepareOperation(workspace.Bundles(), invocation.Connector(workspace), Trust(invocation, workspace), caddy);
            var results = await invocation.RunAsync(workspace, hosts, operation, new HostView(invocation.Terminal).WriteOutcome, cancellationToken);
            var written = workspace.Record(results);
            if (written is not null && !invocation.Json)
                invocation.Terminal.Output.WriteLine($"recorded in {written}; it belongs to git with the inventory");
            return invocation.Finish(workspace, results);
        }
        finally
        {
            download.Delete(recursive: true);
        }
    }

    /// <summary>The inventory's keys; without any, the one that signs.</summary>
    private IReadOnlyList<VerificationKey> Trust(Invocation invocation, Workspace workspace)
    {
        if (workspace.RequireFleet().Trust is { Count: > 0 } trust)
            return [.. trust.Select(VerificationKey.Parse)];
        using var key = invocation.SigningKey(workspace, _key);
        return [key.Public];
    }
}
