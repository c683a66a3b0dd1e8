using System.Net.Sockets;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>
/// A port of <c>http</c> and <c>sni</c> routes belongs to what is in front; without the last <c>sni</c> route it belongs to the HTTP application. Both
/// may hold it for a moment: they run as one user and share ports (<c>SO_REUSEPORT</c>).
/// </summary>
[Collection(RoutesLab.Collection)]
public sealed class PortHandoverTests(RoutesLab lab)
{
    private static readonly string WithoutNames = string.Join(
        '\n', RoutesLab.Text.Split('\n').Select(l => l.Contains("{ sni: ") && !l.Contains("port: 8443") ? l.Replace("{ sni: ", "{ enabled: false, sni: ") : l));

    [LabFact]
    public async Task Apply_LastAndFirstName_PortPassesFromOneEngineToTheOtherAndBack()
    {
        var others = await Task.WhenAll(lab.HoldAsync("ams1", AddressFamily.InterNetwork, 7002), lab.HoldAsync("fra1", AddressFamily.InterNetwork, 7002));

        await lab.WithAsync(WithoutNames, async () =>
        {
            foreach (var gateway in new[] { "ams1", "fra1" })
            {
                (await SiteAsync(gateway)).ShouldContain("\"server\": \"nas\"");
                (await lab.CertificateAsync(gateway, AddressFamily.InterNetwork, 443, "shop.example.com")).ShouldBe("");
            }
        });

        foreach (var gateway in new[] { "ams1", "fra1" })
        {
            (await SiteAsync(gateway)).ShouldContain("\"server\": \"nas\"");
            (await lab.CertificateAsync(gateway, AddressFamily.InterNetwork, 443, "shop.example.com")).ShouldNotBe("");
        }
        await Task.WhenAll(others.Select(c => c.ShouldLiveAsync()));
    }

    private Task<string> SiteAsync(string gateway) => lab.CurlAsync(gateway, AddressFamily.InterNetwork, "https://site.example.com/page");
}
