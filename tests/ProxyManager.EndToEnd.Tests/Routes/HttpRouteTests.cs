using System.Net.Sockets;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>Sites whose TLS ends at the gateway.</summary>
[Collection(RoutesLab.Collection)]
public sealed class HttpRouteTests(RoutesLab lab)
{
    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Http_TlsInternal_GatewayEndsTls(string gateway, AddressFamily family)
    {
        (await lab.CertificateAsync(gateway, family, 443, "site.example.com", "issuer")).ShouldContain("Caddy Local Authority");
        (await lab.CurlAsync(gateway, family, "https://site.example.com/page", "--http2 -w ' HTTP/%{http_version}'"))
            .ShouldSatisfyAllConditions(a => a.ShouldContain("\"server\": \"nas\""), a => a.ShouldContain("\"path\": \"/page\""), a => a.ShouldEndWith("HTTP/2"));
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Http_Path_LeadsWhatIsBelowElsewhere(string gateway, AddressFamily family)
    {
        foreach (var below in new[] { "/admin", "/admin/users" })
        {
            (await lab.CurlAsync(gateway, family, "https://site.example.com" + below))
                .ShouldSatisfyAllConditions(a => a.ShouldContain("\"server\": \"nuc\""), a => a.ShouldContain($"\"path\": \"{below}\""));
        }
        (await lab.CurlAsync(gateway, family, "https://site.example.com/administrator")).ShouldContain("\"server\": \"nas\"");
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Http_Port80_RedirectsToTls(string gateway, AddressFamily family) =>
        (await lab.CurlAsync(gateway, family, "http://site.example.com/page?a=b", "-o /dev/null -w '%{http_code} %{redirect_url}'"))
            .ShouldMatch("^30[18] https://site.example.com/page\\?a=b$");

    [LabTheory, OnCaddy]
    public async Task Http_ForwardedFor_IsTheClient(string gateway, AddressFamily family) =>
        (await lab.CurlAsync(gateway, family, "https://site.example.com/", "-H 'X-Forwarded-For: 198.51.100.7'"))
            .ShouldContain($"\"X-Forwarded-For\": \"{lab.Address("client", family)}\"");

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Http_ServiceRefuses_ReadablePage(string gateway, AddressFamily family)
    {
        var answer = await lab.CurlAsync(gateway, family, "https://silent.example.com/", "-w ' %{http_code}'");
        answer.ShouldEndWith(" 502");
        answer.ShouldContain("<html");
        answer.ShouldContain("silent.example.com");
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Http_Upgrade_BytesPassBothWays(string gateway, AddressFamily family) =>
        (await lab.ClientAsync($"upgrade {lab.Address(gateway, family)} 443 site.example.com")).ShouldBe("101 hello");

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Http_Streaming_PartsArriveAsTheyAreSent(string gateway, AddressFamily family) =>
        (await lab.ClientAsync($"stream {lab.Address(gateway, family)} 443 site.example.com")).ShouldBe("first 0 second 1");
}
