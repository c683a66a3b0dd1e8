using System.Reflection;

namespace ProxyManager.EndToEnd.Tests.Services;

/// <summary>Puts the programs of tests on hosts: what peers publish, and who uses it.</summary>
internal static class TestService
{
    public const string ClientPath = "/usr/local/bin/client.py";
    public const string LoadPath = "/usr/local/bin/load.py";

    /// <summary>A peer publishes <c>service.py</c> from now on, also after a boot, with a certificate of its own that says <c>own-HOST</c>.</summary>
    public static async Task InstallAsync(FleetLab lab, string host, params string[] addresses)
    {
        await WriteAsync(lab, host, "service.py", "/usr/local/bin/service.py");
        await lab.OnAsync(host, $"""
            set -e
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=own-{host} -keyout /tmp/key.pem -out /tmp/cert.pem 2>/dev/null
            cat /tmp/key.pem /tmp/cert.pem >/etc/service.pem
            cat >/etc/systemd/system/test-service.service <<EOF
            [Service]
            Type=notify
            ExecStart=/usr/bin/python3 /usr/local/bin/service.py {host} {string.Join(' ', addresses)}
            [Install]
            WantedBy=multi-user.target
            EOF
            systemctl enable --now --quiet test-service
            """);
    }

    /// <summary>A host can be a client (<c>client.py</c>), and many (<c>load.py</c>).</summary>
    public static async Task InstallClientAsync(FleetLab lab, string host)
    {
        await WriteAsync(lab, host, "client.py", ClientPath);
        await WriteAsync(lab, host, "load.py", LoadPath);
    }

    private static async Task WriteAsync(FleetLab lab, string host, string resource, string path)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        await lab.OnAsync(host, $"cat >{path}", await reader.ReadToEndAsync());
    }
}
