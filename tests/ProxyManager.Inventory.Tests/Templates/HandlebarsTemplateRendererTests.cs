using ProxyManager.Compilation;
using ProxyManager.Formats.Templates;

namespace ProxyManager.Inventory.Tests.Templates;

public sealed class HandlebarsTemplateRendererTests
{
    private static readonly Dictionary<string, object?> PeerModel = new()
    {
        ["fleet"] = "acme",
        ["name"] = "laptop",
        ["privateKey"] = null,
        ["addresses"] = "10.20.2.5/32",
        ["mtu"] = 1420,
        ["peers"] = new List<object?>
        {
            new Dictionary<string, object?> { ["name"] = "ams1", ["publicKey"] = "KEY1=", ["presharedKey"] = "PSK=", ["presharedKeyReference"] = null, ["endpoint"] = "[2001:db8::1]:51820", ["allowedIps"] = "10.20.0.0/16", ["keepalive"] = 25 },
            new Dictionary<string, object?> { ["name"] = "fra1", ["publicKey"] = "KEY2=", ["presharedKey"] = null, ["presharedKeyReference"] = "env:PSK", ["endpoint"] = "b.example.net:51820", ["allowedIps"] = "10.20.0.2/32", ["keepalive"] = 0 },
        },
    };

    [Fact]
    public void Render_WgQuick_IsWhatWgQuickReads() => new HandlebarsTemplateRenderer().Render("wg-quick.conf.hbs", PeerModel).ShouldBe("""
        # laptop of fleet acme: wg-quick(8)
        # wg-quick looks up an endpoint's name when it starts, and not again:
        # restart it after a gateway has moved to another address.
        [Interface]
        # PrivateKey = put this device's private key here and remove the hash sign
        Address = 10.20.2.5/32
        MTU = 1420

        # ams1
        [Peer]
        PublicKey = KEY1=
        PresharedKey = PSK=
        Endpoint = [2001:db8::1]:51820
        AllowedIPs = 10.20.0.0/16
        PersistentKeepalive = 25

        # fra1
        [Peer]
        PublicKey = KEY2=
        # PresharedKey = env:PSK
        Endpoint = b.example.net:51820
        AllowedIPs = 10.20.0.2/32

        """);

    [Fact]
    public void Render_Override_Wins() => With("{{name}}<{{#each peers}}{{name}} {{/each}}>\r\n").Render("wg-quick.conf.hbs", PeerModel).ShouldBe("laptop<ams1 fra1 >\n");

    [Theory]
    [InlineData("{{nobody}}")]
    [InlineData("{{#each peers}}{{nobody}}{{/each}}")]
    [InlineData("{{#if}}")]
    [InlineData("{{> part}}")]
    [InlineData("{{unknown name}}")]
    public void Render_WrongTemplate_IsATemplateException(string template) =>
        Should.Throw<TemplateException>(() => With(template).Render("wg-quick.conf.hbs", PeerModel)).Message.ShouldContain("wg-quick.conf.hbs");

    [Fact]
    public void Render_UnknownTemplate_IsATemplateException() => Should.Throw<TemplateException>(() => new HandlebarsTemplateRenderer().Render("nothing.hbs", PeerModel));

    [Fact]
    public void Render_ValueOfSeveralLines_IsRefused() =>
        Should.Throw<TemplateException>(() => With("{{name}}").Render("wg-quick.conf.hbs", new Dictionary<string, object?> { ["name"] = "a\n[Peer]" }));

    private static HandlebarsTemplateRenderer With(string template) => new(new Dictionary<string, string> { ["wg-quick.conf.hbs"] = template });
}
