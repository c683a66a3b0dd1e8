using System.CommandLine;
using System.Text.Json;
using ProxyManager.Cli.Output;
using ProxyManager.Cli.Output.Json;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm diagnose</c></summary>
internal sealed class DiagnoseCommand : PmCommand
{
    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "Write everything to this file (JSON, mode 0600) and print the troubles alone.",
        HelpName = "FILE",
    };

    public DiagnoseCommand(GlobalOptions options)
        : base("diagnose", "Collect what somebody needs who helps (versions, units, journal, tables, routes), secrets masked, and name known troubles.", options) =>
        Options.Add(_out);

    /// <inheritdoc/>
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var operation = new DiagnoseOperation(workspace.RequireFleet().Name);
        var file = invocation.Value(_out);
        var files = new PrivateFiles("PM2151", "the diagnosis", overwrite: true);
        if (file is not null)
            files.Require(file);
        var view = new DiagnosisView(invocation.Terminal, withSections: file is null);
        var results = await invocation.RunAsync(workspace, invocation.SelectHosts(workspace), operation, view.Write, cancellationToken);
        if (file is not null)
        {
            var document = RunDocument.Of(workspace.RequireFleet().Name, results, ExitCode.Of(results.Select(r => r.Verdict), differencesCount: false));
            files.Add(file, JsonSerializer.SerializeToUtf8Bytes(document, JsonDocuments.Default.RunDocument));
            files.Write();
        }

        return invocation.Finish(workspace, results);
    }
}
