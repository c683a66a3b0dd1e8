using System.Text.Json;
using ProxyManager.Agent.Diagnoses;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Diagnoses;

public sealed class HostDiagnosticsTests : IDisposable
{
    private const string Planted = "cFWPajCSKhv0YR7ckwSiZPx+XX7tSfy1v6kqO08FEWk=";

    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Collect_PlantedSecrets_DoNotShowUp()
    {
        var text = JsonSerializer.Serialize<Reply>(new DiagnosisReply(Collect(new Programs(_ => new ToolResult(0, $"key {Planted} password=hunter2", Planted)))), ResourcesJson.Wire.Reply);

        text.ShouldNotContain(Planted);
        text.ShouldNotContain("hunter2");
        text.ShouldContain("(masked)");
    }

    [Fact]
    public void Collect_ProgramsThatFail_StillCollectsTheOthers()
    {
        var diagnosis = Collect(new Programs(program => program == "nft" ? throw new ToolException("nft did not end within 15 s and was stopped") : new ToolResult(0, program, "")));

        diagnosis.Sections.Count.ShouldBe(DiagnosticSources.All.Count);
        diagnosis.Sections.ShouldContain(s => s.Name == "nftables" && s.Text.Contains("was stopped", StringComparison.Ordinal));
        diagnosis.Sections.ShouldContain(s => s.Name == "kernel" && s.Text == "uname");
    }

    [Fact]
    public void Collect_StatusCannotBeRead_IsAFindingAndNotTheEnd()
    {
        _host.Files.CreateDirectory(StatePaths.Journal, UnixFileMode.UserRead);

        var diagnosis = Collect(new Programs(program => new ToolResult(0, program, "")));

        diagnosis.Troubles.ShouldContain(t => t.Code == "PM3301" && t.Message.Contains("journal", StringComparison.Ordinal));
        diagnosis.Sections.Count.ShouldBe(DiagnosticSources.All.Count);
    }

    [Fact]
    public void Collect_FailedUnitAndFullDisk_AreNamedWithTheRemedy()
    {
        var troubles = Collect(new Programs(program => new ToolResult(0, program switch
        {
            "systemctl" => "pm-haproxy.service loaded failed failed HAProxy\n",
            "df" => "     Avail Mounted on\n   1048576 /\n",
            _ => "",
        }, ""))).Troubles;

        troubles.ShouldContain(new HostProblem("PM3304", "pm-haproxy.service has failed", "journalctl -u pm-haproxy.service"));
        troubles.ShouldContain(t => t.Code == "PM3309" && t.Message == "/ has 1 MB left");
    }

    private HostDiagnosis Collect(ITools tools)
    {
        var context = new TransactionContext(new ProviderCatalog([_host.Provider]), new RunContext(tools, new FakeRtnetlink(), _host.Files, _host.Clock), _host, new PowerCut(null));
        return new HostDiagnostics(context, new StatusFile(context)).Collect();
    }

    private sealed class Programs(Func<string, ToolResult> answer) : ITools
    {
        public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null) => answer(program);
    }
}
