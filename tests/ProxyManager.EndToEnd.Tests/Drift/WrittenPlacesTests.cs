using System.Text.RegularExpressions;
using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>An apply, repairs and looks leave traces only where <c>docs/SECURITY.md</c> says.</summary>
[Collection(DriftLab.Collection)]
public sealed partial class WrittenPlacesTests(DriftLab lab)
{
    /// <summary>What the distribution's own services write while anything happens: the journal, systemd's state, logins over SSH.</summary>
    private static readonly string[] Others = ["/var/log/journal", "/run/log/journal", "/run/systemd", "/run/user", "/run/motd.dynamic"];

    /// <summary>Something of every part.</summary>
    private static readonly string Changed = DriftLab.Fleet
        .Replace("reconcile: 5s", "reconcile: 6s, mtu: 1400", StringComparison.Ordinal)
        .Replace("routes:\n", "routes:\n  more: { sni: more.example.com, to: nas/web }\n  other: { http: other.example.com, tls: internal, to: nas/http }\n  port: { tcp: 7005, to: nas/line }\n", StringComparison.Ordinal)
        .Replace("{ open: [] }", "{ open: [{ tcp: 9100 }] }", StringComparison.Ordinal);

    /// <summary>Breaks something of most kinds, so that the host itself writes it anew.</summary>
    private const string Breakage = """
        ip link delete dev $(ls /sys/class/net | grep -m1 ^pm); nft delete table inet proxymanager; rm /etc/systemd/system/pm-wireguard@.service
        [ ! -e /etc/proxymanager/haproxy ] || { rm -r /etc/proxymanager/haproxy/*.map; systemctl stop pm-haproxy pm-caddy; }
        """;

    [LabTheory]
    [InlineData("ams1")]
    [InlineData("nas")]
    public async Task ApplyRepairAndCheck_OnAPreparedHost_WriteOnlyWhereTheDocumentSays(string host)
    {
        await lab.OnAsync(host, "sleep 1; touch /root/stamp; sleep 1");
        try
        {
            lab.RewriteInventory(Changed);
            (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host(host).Verdict.ShouldBe(HostVerdict.Applied);
            await lab.OnAsync(host, Breakage);
            await FleetLab.EventuallyAsync("the host puts itself right", async () => (await lab.PmAsync("drift", "--limit", host)).ExitCode == ExitCode.Success, TimeSpan.FromSeconds(60));
            await lab.OnAsync(host, "systemctl start pm-check.service");
        }
        finally
        {
            lab.RewriteInventory(DriftLab.Fleet);
            (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
        }

        var written = (await lab.OnAsync(host, "find / /run /tmp /dev/shm -xdev \\( -newer /root/stamp -o -cnewer /root/stamp \\) -print | sort -u; rm /root/stamp")).Split('\n');

        written.ShouldContain(HostPaths.Status);
        written.ShouldContain(p => p.StartsWith(HostPaths.State + "/generations/", StringComparison.Ordinal));
        var places = Places();
        written.Select(WithoutPrivateDirectories).Where(path => !Array.Exists(Others, o => IsIn(path, o)) && !places.Exists(p => p.IsMatch(path)))
            .ShouldBeEmpty("docs/SECURITY.md names no such place");
    }

    /// <summary>What a unit writes to its own <c>/tmp</c>, which systemd keeps in a directory of the host's, counts as if it were there.</summary>
    private static string WithoutPrivateDirectories(string path) => PrivateDirectory().Replace(path, "/tmp");

    private static bool IsIn(string path, string directory) => path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);

    /// <summary>
    /// The first column of the table of places: what is below them, and the directories on the way, in which something comes and goes. A star stands for
    /// anything but a slash.
    /// </summary>
    private static List<Regex> Places()
    {
        var section = File.ReadAllText(Path.Combine(LabEnvironment.Repository, "docs/SECURITY.md")).Split("\n## ").Single(s => s.StartsWith("Where it writes", StringComparison.Ordinal));
        var places = Row().Matches(section).SelectMany(r => Place().Matches(r.Value)).Select(p => p.Groups["path"].Value).ToList();
        places.Count.ShouldBeGreaterThan(5);
        return [.. places.SelectMany(Patterns)];
    }

    private static IEnumerable<Regex> Patterns(string place)
    {
        yield return new Regex($"^{Escaped(place)}(/|$)");
        for (var parent = Path.GetDirectoryName(place); parent is not null; parent = Path.GetDirectoryName(parent))
            yield return new Regex($"^{Escaped(parent)}$");
    }

    private static string Escaped(string place) => Regex.Escape(place).Replace(@"\*", "[^/]*", StringComparison.Ordinal);

    [GeneratedRegex("^/(var/)?tmp(/systemd-private-[^/]+(/tmp)?)?(?=/|$)")]
    private static partial Regex PrivateDirectory();

    [GeneratedRegex(@"^\| `/[^|]*", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<path>/[^`]+)`")]
    private static partial Regex Place();
}
