using System.Globalization;
using System.Net.Sockets;

namespace ProxyManager.EndToEnd.Tests.Certificates;

/// <summary>
/// A real ACME server (RFC 8555) on the client of a lab: Debian's <c>pebble</c>, which is made for tests. It asks for challenges where names lead
/// by the client's own hosts file.
/// </summary>
internal sealed class AcmeServer
{
    private const string Place = "/srv/acme";
    private const string Host = "client";

    private readonly FleetLab _lab;

    private AcmeServer(FleetLab lab, string settings)
    {
        _lab = lab;
        Settings = settings;
    }

    /// <summary>What <c>defaults.acme</c> has to be, as a flow mapping.</summary>
    public string Settings { get; }

    /// <summary>Starts it anew: with another authority, and no account.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="validity">How long its certificates are valid.</param>
    public static async Task<AcmeServer> StartAsync(FleetLab lab, TimeSpan validity)
    {
        var address = Address(lab, Host);
        await lab.OnAsync(Host, $$"""
            set -e
            command -v pebble >/dev/null || apt-get --yes -qq --no-install-recommends install pebble >/dev/null
            systemctl stop acme.service 2>/dev/null || true
            mkdir -p {{Place}}
            cd {{Place}}
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=acme -addext subjectAltName=IP:{{address}} -keyout key.pem -out cert.pem 2>/dev/null
            cat >pebble.json <<EOF
            {
              "pebble": {
                "listenAddress": ":14000", "managementListenAddress": "127.0.0.1:15000",
                "certificate": "cert.pem", "privateKey": "key.pem", "httpPort": 80, "tlsPort": 443,
                "ocspResponderURL": "", "externalAccountBindingRequired": false, "certificateValidityPeriod": {{(long)validity.TotalSeconds}}
              }
            }
            EOF
            systemd-run --quiet --collect --unit=acme --property=WorkingDirectory={{Place}} --setenv=PEBBLE_VA_NOSLEEP=1 pebble -config pebble.json
            until curl -skf https://127.0.0.1:15000/roots/0 -o root.pem; do sleep 0.2; done
            """);
        var certificate = (await lab.OnAsync(Host, $"cat {Place}/cert.pem")).Replace("\n", "\\n", StringComparison.Ordinal);
        return new AcmeServer(lab, $"{{ directory: \"https://{address}:14000/dir\", root: \"{certificate}\\n\", email: admin@example.com }}");
    }

    /// <summary>The server asks this gateway for the challenges of a name, and no other.</summary>
    public Task AskAtAsync(string name, string gateway) =>
        _lab.OnAsync(Host, $"sed -i '/ {name}$/d' /etc/hosts && echo '{Address(_lab, gateway)} {name}' >>/etc/hosts");

    /// <summary>Runs a test while the server refuses every connection.</summary>
    public async Task DownWhileAsync(Func<Task> test)
    {
        await _lab.OnAsync(Host, "nft -f -", "table inet outage { chain input { type filter hook input priority filter; tcp dport 14000 reject with tcp reset; }; }\n");
        try
        {
            await test();
        }
        finally
        {
            await _lab.OnAsync(Host, "nft delete table inet outage");
        }
    }

    /// <summary>The serial number of the certificate that a gateway has for a name; empty unless this server issued it and it is valid.</summary>
    public async Task<string> SerialAsync(string gateway, string name)
    {
        var result = await _lab.TryOnAsync(
            Host,
            $"openssl s_client -connect {Address(_lab, gateway)}:443 -servername {name} -verify_hostname {name} -CAfile {Place}/root.pem -verify_return_error </dev/null 2>/dev/null >/tmp/served.$$"
            + " && openssl x509 -noout -serial </tmp/served.$$; code=$?; rm -f /tmp/served.$$; exit $code");
        return result.Succeeded ? result.Output.Trim() : "";
    }

    /// <summary>How many accounts it was asked for since it started.</summary>
    public async Task<int> AccountsAsync() => int.Parse(
        await _lab.OnAsync(Host, "journalctl _SYSTEMD_INVOCATION_ID=$(systemctl show --property=InvocationID --value acme.service) | grep -c 'accounts in memory'"),
        CultureInfo.InvariantCulture);

    /// <summary>Waits until a gateway has a certificate of this server for a name.</summary>
    /// <returns>Its serial number.</returns>
    public async Task<string> IssuedAsync(string gateway, string name, TimeSpan limit)
    {
        var serial = "";
        try
        {
            await FleetLab.EventuallyAsync($"the certificate of {name} on {gateway}", async () => (serial = await SerialAsync(gateway, name)) != "", limit);
        }
        catch (ShouldAssertException missing)
        {
            // Only the gateway's Caddy knows why.
            throw new ShouldAssertException($"{missing.Message}\n{await _lab.OnAsync(gateway, "date; journalctl -u pm-caddy --no-pager --reverse | grep -v WARN | cut -c1-300 | head -40")}", missing);
        }

        return serial;
    }

    private static string Address(FleetLab lab, string host) =>
        lab.Lab.Host(host).Plan.Addresses.First(a => a.AddressFamily == AddressFamily.InterNetwork).ToString();
}
