using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cli.Tests;

public sealed class StatusViewTests
{
    [Fact]
    public void Write_Upstreams_CountsThemAndNamesThoseThatAreDown()
    {
        var lines = Write(
            Of("ams1", new("pair", "10.20.1.10:7002", false), new("pair", "10.20.1.11:7002", true), new("spread", "10.20.1.10:80", null)),
            Of("fra1"));

        Cells(lines[0])[4].ShouldBe("Upstreams");
        Cells(lines[1])[4].ShouldBe("1/2, 1 unknown");
        Cells(lines[2])[4].ShouldBe("-");
        lines[3..].ShouldBe(["ams1: route pair: 10.20.1.10:7002 is down"]);
    }

    [Fact]
    public void Write_HostThatCannotBeRead_HasACellInEveryColumn() =>
        Cells(Write(new HostResult("acme", "nyc1", HostVerdict.Unknown, HostState.Unknown))[1]).ShouldBe(["nyc1", "unknown", "-", "-", "-", "-", "-", "-"]);

    [Fact]
    public void Write_WhatAHostSays_NeverCommandsTheTerminal() =>
        string.Concat(Write(Of("ams1", new UpstreamState("pair\e[2J", "10.20.1.10:7002\e[2J", false)))).ShouldNotContain("\e");

    private static HostResult Of(string host, params UpstreamState[] upstreams)
    {
        var status = new HostStatus("acme", host, HostState.InOrder, 1, "", "1", null, 0, 0, [], null, [], "haproxy 2.6.12", 2, 2)
        {
            Upstreams = upstreams.Length > 0 ? upstreams : null,
        };
        return new HostResult("acme", host, HostVerdict.InOrder, HostState.InOrder) { Status = status };
    }

    private static string[] Write(params HostResult[] results)
    {
        using var output = new StringWriter();
        new StatusView(new Terminal(output, TextWriter.Null, colored: false, live: false), TimeProvider.System).Write(results);
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private static string[] Cells(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
