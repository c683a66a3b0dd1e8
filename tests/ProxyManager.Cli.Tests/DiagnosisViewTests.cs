using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cli.Tests;

public sealed class DiagnosisViewTests
{
    [Fact]
    public void Write_WhatAHostSays_NeverCommandsTheTerminal()
    {
        using var output = new StringWriter();
        var status = new HostStatus("acme", "gw1", HostState.InOrder, 1, "", "1", null, 0, 0, [], null, [], null, 0, 0);
        var diagnosis = new HostDiagnosis(
            DateTimeOffset.UnixEpoch, "debian\e[2J", "1\e]0;x\a", status, [new("PM\e[1m", "message\e[2J", "advice\e[2J")], [new("name\e[2J", "source\e[2J", "text\e[2J")]);

        new DiagnosisView(new Terminal(output, TextWriter.Null, colored: false, live: false), withSections: true)
            .Write(new HostResult("acme", "gw1", HostVerdict.InOrder, HostState.InOrder) { Diagnosis = diagnosis });

        output.ToString().ShouldContain("debian\uFFFD[2J");
        output.ToString().ShouldNotContain("\e");
    }
}
