using System.Net.Sockets;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>TLS that is passed through.</summary>
[Collection(RoutesLab.Collection)]
public sealed class SniRouteTests(RoutesLab lab)
{
    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_ExactName_ServiceEndsTls(string gateway, AddressFamily family)
    {
        (await lab.CertificateAsync(gateway, family, 443, "shop.example.com")).ShouldBe("subject=CN = own-nas");
        (await lab.CurlAsync(gateway, family, "https://shop.example.com/")).ShouldContain("\"server\": \"nas\"");
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_Wildcard_CoversOneLabel(string gateway, AddressFamily family)
    {
        (await lab.CertificateAsync(gateway, family, 443, "south.shop.example.com")).ShouldBe("subject=CN = own-nuc");
        (await lab.CertificateAsync(gateway, family, 443, "SOUTH.shop.example.com")).ShouldBe("subject=CN = own-nuc");
        (await lab.CertificateAsync(gateway, family, 443, "deep.south.shop.example.com")).ShouldBe("");
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_UnknownName_Closes(string gateway, AddressFamily family) =>
        (await lab.CertificateAsync(gateway, family, 443, "unknown.example.com")).ShouldBe("");

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_Allow_AdmitsTheseOnly(string gateway, AddressFamily family)
    {
        (await lab.CertificateAsync(gateway, family, 443, "sni-ours.example.com")).ShouldBe("subject=CN = own-nas");
        (await lab.CertificateAsync(gateway, family, 443, "sni-theirs.example.com")).ShouldBe("");
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_Deny_RefusesThese(string gateway, AddressFamily family) =>
        (await lab.CertificateAsync(gateway, family, 443, "sni-denied.example.com")).ShouldBe("");

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_ProxyHeader_ServiceIsToldClientAndEndsTls(string gateway, AddressFamily family)
    {
        (await lab.CertificateAsync(gateway, family, 443, "told.example.com")).ShouldBe("subject=CN = own-nas");
        (await lab.CurlAsync(gateway, family, "https://told.example.com/")).ShouldContain($"\"client\": \"{lab.Address("client", family)}\"");
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Sni_Default_TakesEveryName(string gateway, AddressFamily family) =>
        (await lab.CertificateAsync(gateway, family, 8443, "unknown.example.com")).ShouldBe("subject=CN = own-nuc");
}
