namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>The whole state that a bundle decides about, as lines of text: two equal texts are one state.</summary>
internal sealed class HostSnapshot
{
    private const string Script = """
        echo "== generation"; readlink /var/lib/proxymanager/current
        ls /var/lib/proxymanager 2>/dev/null | grep -x journal
        echo "== nftables"; nft -s list ruleset
        echo "== wireguard"; wg show all dump | awk 'NF == 5 { print $1, $3, ($1 == "pm0" ? $4 : "any port"), $5 } NF == 9 { print $1, $2, $3, $5, $9 }' | sort
        echo "== addresses"; ip -o address show scope global | sed 's/^[0-9]*: //; s/valid_lft.*//' | sort
        ip -o link show | sed 's/^[0-9]*: //; s/@[^:]*//; s/ qlen.*//; s/ group .*//; s/ qdisc [a-z_]*//' | sort
        echo "== routes"; for v in -4 -6; do ip $v rule; ip $v route show table all | grep -v -e 'table local' -e '^multicast' -e fe80 | sed 's/expires.*//'; done | sort
        echo "== sysctls"; sysctl -a 2>/dev/null | grep -E 'ip_forward|forwarding|rp_filter|accept_ra |tcp_migrate|src_valid' | sort
        echo "== files"; find /etc/proxymanager /etc/systemd/system /etc/sysctl.d /etc/sysusers.d /etc/tmpfiles.d /usr/local/bin ! -type d -printf '%p %m %u:%g %l\n' 2>/dev/null | sort
        find /etc/proxymanager /etc/systemd/system /etc/sysctl.d -type f -exec sha256sum {} + 2>/dev/null | sort -k2
        echo "== units"; systemctl list-units --all --plain --no-legend 'pm-*' | awk '$1 !~ /^pm-(undo|check.service|agent.service)/ { print $1, $3, $4 }' | sort
        getent passwd proxymanager || true
        """;

    private readonly string[] _lines;

    private HostSnapshot(string[] lines) => _lines = lines;

    public static async Task<HostSnapshot> TakeAsync(FleetLab lab, string host) => new((await lab.OnAsync(host, Script)).Split('\n'));

    /// <summary>Fails the test, naming the lines that differ, unless a host comes to a state within 20 s.</summary>
    public static async Task ShouldBecomeAsync(FleetLab lab, string host, HostSnapshot expected)
    {
        for (var attempt = 0; attempt < 60 && !(await TakeAsync(lab, host)).Is(expected); attempt++)
            await Task.Delay(TimeSpan.FromSeconds(1));
        (await TakeAsync(lab, host)).ShouldBe(expected);
    }

    /// <summary>The same state, of the same generation.</summary>
    public bool Is(HostSnapshot other) => _lines.SequenceEqual(other._lines);

    /// <summary>The same state; generations differ although they bring the same content.</summary>
    public bool HasContentOf(HostSnapshot other) => Content.SequenceEqual(other.Content);

    /// <summary>Fails the test, naming the lines that differ, unless it is the same state of the same generation.</summary>
    public void ShouldBe(HostSnapshot expected, string when = "") => ShouldEqual(expected._lines, _lines, when);

    /// <summary>Fails the test, naming the lines that differ, unless it is the same state.</summary>
    public void ShouldHaveContentOf(HostSnapshot expected, string when = "") => ShouldEqual(expected.Content, Content, when);

    private string[] Content => [.. _lines.Where(line => !line.StartsWith("generations/", StringComparison.Ordinal))];

    /// <summary>Fails the test, naming the lines that differ from the nearer one, unless it is one of two states.</summary>
    public void ShouldHaveContentOfOneOf(HostSnapshot one, HostSnapshot other, string when) =>
        ShouldEqual(Distance(one) <= Distance(other) ? one.Content : other.Content, Content, when);

    private int Distance(HostSnapshot other) => Content.Except(other.Content).Count() + other.Content.Except(Content).Count();

    private static void ShouldEqual(string[] expected, string[] actual, string when)
    {
        if (expected.SequenceEqual(actual))
            return;
        var difference = expected.Except(actual).Select(l => $"- {l}").Concat(actual.Except(expected).Select(l => $"+ {l}"));
        Assert.Fail($"{when}\n{string.Join('\n', difference.DefaultIfEmpty("another order"))}");
    }
}
