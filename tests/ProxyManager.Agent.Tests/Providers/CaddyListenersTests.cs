using System.Text;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class CaddyListenersTests
{
    private const string Config =
        """{"apps":{"http":{"servers":{"a":{"listen":[":80",":8443"]},"b":{"listen":["unix//run/x/http.a/443.sock"]},"c":{"listen":["192.0.2.1:81","unix//run/x/y.sock"]}}},"layer4":{"servers":{"a":{"listen":[":443"]}}}}}""";

    [Fact]
    public void Of_FirstNames_AreThoseOfTheHttpApplication()
    {
        var listeners = CaddyListeners.Of(Config);
        listeners.AreSecond.ShouldBeFalse();
        listeners.Ports.ShouldBe([80, 8443]);
        listeners.Sockets.ShouldBe(["/run/x/http.a/443.sock"]);
        listeners.Link.ShouldBe(("/run/x/http", "http.a"));
    }

    [Fact]
    public void WithSecondNames_ThoseThatHaveOne_AreTheSamePlaces()
    {
        var config = CaddyListeners.WithSecondNames(Config);
        config.ShouldBe(Config.Replace("\":80", "\"0.0.0.0:80").Replace("\":8443", "\"0.0.0.0:8443").Replace("http.a", "http.b"));
        var listeners = CaddyListeners.Of(Encoding.UTF8.GetBytes(config));
        listeners.AreSecond.ShouldBeTrue();
        listeners.Ports.ShouldBe([80, 8443]);
        listeners.Sockets.ShouldBe(["/run/x/http.b/443.sock"]);
        listeners.Link.ShouldBe(("/run/x/http", "http.b"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"apps":{"layer4":{}}}""")]
    [InlineData("""{"apps":{"http":{"servers":{"a":{}}}}}""")]
    [InlineData("""{"apps":[]}""")]
    public void Of_WithoutListeners_HasNone(string config)
    {
        var listeners = CaddyListeners.Of(config);
        listeners.AreSecond.ShouldBeFalse();
        listeners.Ports.ShouldBeEmpty();
        listeners.Link.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"apps":{"http":{"servers":{"a":{"listen":[1]}}}}}""")]
    [InlineData("""{"apps":{"http":{"servers":{"a":{"listen":[null]}}}}}""")]
    [InlineData("""{"apps":{},"apps":{}}""")]
    [InlineData("""{"apps":""")]
    public void Of_UnknownForm_IsSaid(string config)
    {
        Should.Throw<ToolException>(() => CaddyListeners.Of(config));
        Should.Throw<ToolException>(() => CaddyListeners.WithSecondNames(config));
    }
}
