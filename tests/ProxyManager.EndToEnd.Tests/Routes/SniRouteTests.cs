using System.Net.Sockets;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>TLS that is passed through.</summary>
[Collection(RoutesLab.Collection)]
public sealed class SniRouteTests(RoutesLab lab)
{
    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_ExactName_ServiceEndsTls(string gateway, AddressFamily family)
    {
        (await lab.CertificateAsync(gateway, family, 443, "shop.example.com")).ShouldBe("subject=CN=own-nas");
        (await lab.CurlAsync(gateway, family, "https://shop.example.com/")).ShouldContain("\"server\": \"nas\"");
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_Wildcard_CoversOneLabel(string gateway, AddressFamily family)
    {
        (await lab.CertificateAsync(gateway, family, 443, "south.shop.example.com")).ShouldBe("subject=CN=own-nuc");
        (await lab.CertificateAsync(gateway, family, 443, "SOUTH.shop.example.com")).ShouldBe("subject=CN=own-nuc");
        (await lab.CertificateAsync(gateway, family, 443, "deep.south.shop.example.com")).ShouldBe("");
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_UnknownName_Closes(string gateway, AddressFamily family) =>
        (await lab.CertificateAsync(gateway, family, 443, "unknown.example.com")).ShouldBe("");

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_Allow_AdmitsTheseOnly(string gateway, AddressFamily family)
    {
        (await lab.CertificateAsync(gateway, family, 443, "sni-ours.example.com")).ShouldBe("subject=CN=own-nas");
        (await lab.CertificateAsync(gateway, family, 443, "sni-theirs.example.com")).ShouldBe("");
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_Deny_RefusesThese(string gateway, AddressFamily family) =>
        (await lab.CertificateAsync(gateway, family, 443, "sni-denied.example.com")).ShouldBe("");

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_ProxyHeader_ServiceIsToldClientAndEndsTls(string gateway, AddressFamily family)
    {
        (await lab.CertificateAsync(gateway, family, 443, "told.example.com")).ShouldBe("subject=CN=own-nas");
        (await lab.CurlAsync(gateway, family, "https://told.example.com/")).ShouldContain($"\"client\": \"{lab.Address("client", family)}\"");
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_Default_TakesEveryName(string gateway, AddressFamily family) =>
        (await lab.CertificateAsync(gateway, family, 8443, "unknown.example.com")).ShouldBe("subject=CN=own-nuc");

    /// <summary>Without a name that is passed through nothing stands before the http application: the port changes hands, and back.</summary>
    [LabTheory]
    [InlineData("ams1")]
    [InlineData("fra1")]
    public async Task Apply_LastSniRouteGone_HttpOwnsThePortUntilItIsBack(string gateway)
    {
        async Task ShouldServeAsync()
        {
            foreach (var family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 })
                (await lab.CurlAsync(gateway, family, "https://site.example.com/")).ShouldContain("\"server\": \"nas\"");
        }

        await ShouldServeAsync();
        await lab.WithAsync(RoutesLab.Text.Replace("{ sni:", "{ enabled: false, sni:", StringComparison.Ordinal), async () =>
        {
            await ShouldServeAsync();
            (await lab.CertificateAsync(gateway, AddressFamily.InterNetwork, 443, "shop.example.com")).ShouldNotBe("subject=CN=own-nas");
        });
        await ShouldServeAsync();
        (await lab.CertificateAsync(gateway, AddressFamily.InterNetwork, 443, "shop.example.com")).ShouldBe("subject=CN=own-nas");
    }
}
