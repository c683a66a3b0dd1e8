using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Routes;

namespace ProxyManager.EndToEnd.Tests.Certificates;

/// <summary>Certificates with a current Caddy: behind HAProxy on <c>ams1</c>, behind its own layer4 app on <c>fra1</c>.</summary>
[Collection(RoutesLab.Collection)]
public sealed class CurrentCaddyTests(RoutesLab lab)
{
    private static readonly string[] Gateways = ["ams1", "fra1"];

    [LabFact(NeedsCaddy = true)]
    public async Task Acme_ServerDownAndUpAgain_CertificatesFollowAndAreRenewed()
    {
        var server = await AcmeServer.StartAsync(lab, TimeSpan.FromSeconds(120));
        await server.AskAtAsync("early.example.com", "ams1");
        await server.AskAtAsync("late.example.com", "fra1");
        var acme = RoutesLab.Text.Replace("{ reconcile: 5s }", $"{{ reconcile: 5s, acme: {server.Settings} }}", StringComparison.Ordinal)
            .Replace("routes:\n", "routes:\n  early: { http: early.example.com, to: nas/http }\n", StringComparison.Ordinal);
        await lab.WithAsync(acme, async () =>
        {
            var early = await Task.WhenAll(Gateways.Select(g => server.IssuedAsync(g, "early.example.com", TimeSpan.FromSeconds(150))));
            (await server.AccountsAsync()).ShouldBe(Gateways.Length);

            await server.DownWhileAsync(async () =>
            {
                lab.RewriteInventory(acme.Replace("routes:\n", "routes:\n  late: { http: late.example.com, to: nas/http }\n", StringComparison.Ordinal));
                (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
                foreach (var gateway in Gateways)
                {
                    (await server.SerialAsync(gateway, "late.example.com")).ShouldBe("", "nobody could issue it");
                    (await server.SerialAsync(gateway, "early.example.com")).ShouldNotBe("", "what is there goes on");
                }
            });

            await LookingSoonerAsync("ams1", async () =>
            {
                // Caddy tries again after a minute, and then after two.
                await Task.WhenAll(Gateways.Select(g => server.IssuedAsync(g, "late.example.com", TimeSpan.FromSeconds(240))));
                await FleetLab.EventuallyAsync("renewal being due", async () => (await lab.TryOnAsync("client", Due("fra1", "early.example.com"))).Succeeded, TimeSpan.FromSeconds(150));
                await lab.OnAsync("fra1", "systemctl restart pm-caddy");
                for (var i = 0; i < Gateways.Length; i++)
                {
                    var (gateway, old) = (Gateways[i], early[i]);
                    await FleetLab.EventuallyAsync(
                        $"a renewed certificate on {gateway}", async () => await server.SerialAsync(gateway, "early.example.com") is not "" and var serial && serial != old,
                        TimeSpan.FromSeconds(180));
                }
            });
        });
    }

    /// <summary>
    /// Caddy's own timer looks every ten minutes for what is to be renewed. Here it does so every five seconds, and the agent is not to put that right. Only
    /// the start sets the timer, and renews what is due as well: so it is before anything is.
    /// </summary>
    private async Task LookingSoonerAsync(string gateway, Func<Task> test)
    {
        await lab.OnAsync(gateway, "pm-agent pause --for 30m --why renewal");
        try
        {
            await lab.OnAsync(gateway, """sed -E -i 's/"automation": *\{/&"renew_interval":"5s",/' /etc/proxymanager/caddy/caddy.json && grep -q renew_interval /etc/proxymanager/caddy/caddy.json""");
            await lab.OnAsync(gateway, "systemctl restart pm-caddy || { journalctl --unit=pm-caddy --lines=20 --no-pager >&2; exit 1; }");
            (await lab.TryOnAsync("client", Due(gateway, "early.example.com"))).Succeeded.ShouldBeFalse("nothing is due yet");
            await test();
        }
        finally
        {
            await lab.OnAsync(gateway, "pm-agent resume");
        }
    }

    /// <summary>Fails while more than a third of the certificate's time is left on a gateway: until then Caddy does not renew it.</summary>
    private string Due(string gateway, string name) =>
        $"! (openssl s_client -connect {lab.Address(gateway, System.Net.Sockets.AddressFamily.InterNetwork)}:443 -servername {name} </dev/null 2>/dev/null | openssl x509 -noout -checkend 36)";
}
