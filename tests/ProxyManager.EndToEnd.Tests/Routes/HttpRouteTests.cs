using System.Globalization;
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
    public async Task Http_OldTls_IsRefused(string gateway, AddressFamily family)
    {
        // The client would speak it: its security level is the lowest.
        foreach (var version in (string[])["-tls1", "-tls1_1"])
        {
            (await lab.HandshakeAsync(gateway, family, 443, "site.example.com", $"{version} -cipher DEFAULT@SECLEVEL=0"))
                .ShouldContain("alert protocol version", Case.Insensitive, version);
        }

        (await lab.HandshakeAsync(gateway, family, 443, "site.example.com", "-tls1_2")).ShouldContain("Protocol  : TLSv1.2");
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
    public async Task Http_NoUpstreamLeft_ReadablePage(string gateway, AddressFamily family)
    {
        // Until the checks have found out, an answer tells of an attempt that was refused.
        await FleetLab.EventuallyAsync("503", async () => await StatusAsync(gateway, family, "https://dead.example.com/") == "503");
        (await lab.CurlAsync(gateway, family, "https://dead.example.com/"))
            .ShouldSatisfyAllConditions(a => a.ShouldContain("<html"), a => a.ShouldContain("dead.example.com"));
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Http_ServiceCannotBeReached_ReadablePageWithinFiveSeconds(string gateway, AddressFamily family)
    {
        await lab.OnAsync("nas", "nft -f -", "table inet lost { chain input { type filter hook input priority filter - 20; tcp dport 8098 drop; }; }\n");
        try
        {
            var watch = new LabWatch();
            var answer = await lab.CurlAsync(gateway, family, "https://lost.example.com/", "-w ' %{http_code} %{time_total}'");
            answer.ShouldContain("<html");
            answer.ShouldContain("lost.example.com");
            var words = answer.Split(' ');
            words[^2].ShouldBeOneOf("502", "504");
            double.Parse(words[^1], CultureInfo.InvariantCulture).ShouldBeInRange(4, 7 + watch.Stolen.TotalSeconds);
        }
        finally
        {
            await lab.OnAsync("nas", "nft delete table inet lost");
        }
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Http_SlowService_HasItsTime(string gateway, AddressFamily family) =>
        (await lab.CurlAsync(gateway, family, "https://site.example.com/slow", "-w ' %{http_code}'"))
            .ShouldSatisfyAllConditions(a => a.ShouldContain("\"path\": \"/slow\""), a => a.ShouldEndWith(" 200"));

    [LabTheory, OnHaproxy(NeedsCaddy = true), OnCaddy]
    public async Task Http_Allow_AdmitsTheseOnly(string gateway, AddressFamily family)
    {
        (await StatusAsync(gateway, family, "https://http-ours.example.com/")).ShouldBe("200");
        (await lab.CurlAsync(gateway, family, "https://http-theirs.example.com/", "-w ' %{http_code}'"))
            .ShouldSatisfyAllConditions(a => a.ShouldContain("<html"), a => a.ShouldEndWith(" 403"));
    }

    [LabTheory, OnHaproxy(NeedsCaddy = true), OnCaddy]
    public async Task Http_Deny_RefusesThese(string gateway, AddressFamily family) =>
        (await StatusAsync(gateway, family, "https://http-denied.example.com/", "-H 'X-Forwarded-For: 198.51.100.7'")).ShouldBe("403");

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Http_Upgrade_BytesPassBothWays(string gateway, AddressFamily family) =>
        (await lab.ClientAsync($"upgrade {lab.Address(gateway, family)} 443 site.example.com")).ShouldBe("101 hello");

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Http_Streaming_PartsArriveAsTheyAreSent(string gateway, AddressFamily family)
    {
        var words = (await lab.ClientAsync($"stream {lab.Address(gateway, family)} 443 site.example.com")).Split(' ');
        words[..^1].ShouldBe(["first", "second"]);
        // The service waits 5 s between them; a gateway that gathered them would hand out both at once.
        double.Parse(words[^1], CultureInfo.InvariantCulture).ShouldBeGreaterThan(2);
    }

    private Task<string> StatusAsync(string gateway, AddressFamily family, string url, string options = "") =>
        lab.CurlAsync(gateway, family, url, options + " -o /dev/null -w '%{http_code}'");
}
