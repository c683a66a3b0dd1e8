using System.Text;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class CaddyComparisonTests : IDisposable
{
    private static readonly CaddyResource Caddy = new("pm-caddy.service", "/caddy", "/caddy.json", """{"b":1,"a":[2]}""", "/admin.sock", false, [], []);

    private readonly HostDirectory _host = new();

    [Fact]
    public void Lines_OtherOrderOfMembers_AreEqualAlsoTheSecondTime()
    {
        Lines("""{"a":[2],"b":1}""").ShouldBeEmpty();
        Lines("""{"a":[2],"b":1}""").ShouldBeEmpty();
    }

    [Fact]
    public void Lines_LiveChangesAfterItWasEqual_IsNamed()
    {
        Lines("""{"a":[2],"b":1}""").ShouldBeEmpty();

        Lines("""{"a":[3],"b":1}""").ShouldBe(["- /a/0: 3", "+ /a/0: 2"]);
    }

    [Fact]
    public void Lines_DesiredChangesAfterItWasEqual_IsNamed()
    {
        Lines("""{"a":[2],"b":1}""").ShouldBeEmpty();

        Lines("""{"a":[2],"b":1}""", Caddy with { Config = """{"a":[2],"b":7}""" }).ShouldBe(["- /b: 1", "+ /b: 7"]);
    }

    [Fact]
    public void Lines_Different_IsNamedEachTime()
    {
        Lines("{}").Count.ShouldBe(2);
        Lines("{}").Count.ShouldBe(2);
    }

    public void Dispose() => _host.Dispose();

    private IReadOnlyList<string> Lines(string live, CaddyResource? caddy = null) =>
        CaddyComparison.Lines(caddy ?? Caddy, Encoding.UTF8.GetBytes(live), _host.Context(new ScriptedTools()));
}
