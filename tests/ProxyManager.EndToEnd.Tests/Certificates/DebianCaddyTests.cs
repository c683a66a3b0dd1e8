using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.BadDays;

namespace ProxyManager.EndToEnd.Tests.Certificates;

/// <summary>Certificates with nothing but Debian's Caddy 2.6.2: behind HAProxy on <c>gw1</c>, alone on <c>gw2</c>.</summary>
[Collection(nameof(BadDaysGroup))]
public sealed class DebianCaddyTests(BadDaysLab lab)
{
    /// <summary>A challenge that came before the other gateway was ready is tried again by Caddy after a minute, and after two more.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(240);

    [LabFact]
    public async Task Acme_OneGatewayAndTwoThatShareAName_AllHaveCertificates()
    {
        await lab.ResetAsync();
        var server = await AcmeServer.StartAsync(lab, TimeSpan.FromDays(1));
        await server.AskAtAsync("one.example.com", "gw1");
        await server.AskAtAsync("two.example.com", "gw2");
        await server.AskAtAsync("asked-at-one.example.com", "gw1");
        await server.AskAtAsync("asked-at-two.example.com", "gw2");
        lab.RewriteInventory(BadDaysLab.Fleet.Replace("{ reconcile: 1h }", $"{{ reconcile: 1h, acme: {server.Settings} }}", StringComparison.Ordinal) + """

              one: { http: one.example.com, to: p1/blog, on: gw1 }
              two: { http: two.example.com, to: p1/blog, on: gw2 }
              both: { http: [asked-at-one.example.com, asked-at-two.example.com], to: p1/blog, on: [gw1, gw2] }
              own: { http: own.example.com, tls: internal, to: p1/blog, on: [gw1, gw2] }
            """);

        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);

        await server.IssuedAsync("gw1", "one.example.com", Limit);
        await server.IssuedAsync("gw2", "two.example.com", Limit);
        foreach (var gateway in new[] { "gw1", "gw2" })
        {
            (await lab.OnAsync(gateway, "/usr/local/lib/proxymanager/caddy version")).ShouldContain("2.6.2");
            // Where the server asks the other gateway, the challenge is passed on.
            await server.IssuedAsync(gateway, "asked-at-one.example.com", Limit);
            await server.IssuedAsync(gateway, "asked-at-two.example.com", Limit);
            (await server.SerialAsync(gateway, "own.example.com")).ShouldBe("");
            (await lab.OnAsync(
                "client",
                $"openssl s_client -connect {lab.Lab.Host(gateway).Plan.Addresses[0]}:443 -servername own.example.com </dev/null 2>/dev/null | openssl x509 -noout -issuer"))
                .ShouldContain("Caddy Local Authority");
        }

        (await server.AccountsAsync()).ShouldBe(2, "a gateway has one, however many of its names are new at once");
    }
}
