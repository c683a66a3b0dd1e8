using System.Text;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Agent.Providers.Users;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Serve;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>What stands on a host's disk and in its environment: a crash, a full disk or a person may have left anything there.</summary>
internal static class HostFileTargets
{
    private const string User = HostPaths.EdgeUser;

    /// <summary>As the kernel prints its tables.</summary>
    private const string Sockets = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000:01BB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 ffff8881 100 0 0 10 0
           1: 0100007F:01BB 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 12346 1 ffff8882 100 0 0 10 0
        """;

    private const string SocketsOfV6 = """
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0000000000000000FFFF00000100007F:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12347 1 ffff8883 100 0 0 10 0
        """;

    public static IEnumerable<FuzzTarget> All() =>
    [
        Of("os-release", "/etc/os-release", host => $"{Agent.Hosts.OperatingSystem.Read(host.Files)}".Length.ToString(), "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n"),
        Of(
            "the history of repairs",
            StatePaths.Repairs,
            host => $"{new RepairHistory(host.Run).Fights(1).Count}",
            """{"recent":[{"id":"sysctl:net.ipv4.ip_forward","at":"2026-01-01T00:00:00+00:00","boot":"0123","generation":1,"row":3}],"totals":{"sysctl":3}}"""),
        Of("the users of a host", "/etc/passwd", ChangeUser, $"root:x:0:0:root:/root:/bin/bash\n{User}:x:998:998::/home/pm:/bin/sh\nana:x:1000:1000:Ana,,,:/home/ana:/bin/bash\n"),
        Of("sockets of IPv4", "/proc/thread-self/net/tcp", ReadSockets, Sockets),
        Of("sockets of IPv6", "/proc/thread-self/net/tcp6", ReadSockets, SocketsOfV6),
        Of("a public key of sshd", "/etc/ssh/ssh_host_ed25519_key.pub", ReadFacts, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8SD7bQzZQ0mVbZ0Yy7wQ0b6wJQ8Xj6n7o9i8m5p4qL root@ams1\n"),
        new("SSH_CONNECTION", Corpus.Texts("192.0.2.1 40000 203.0.113.10 22", "2001:db8::1 40000 2001:db8::2 22"), ReadConnection),
    ];

    private static FuzzTarget Of(string name, string path, Func<FuzzedHost, string> read, params string[] seeds) =>
        new(name, Corpus.Texts(seeds), input => FuzzedHost.With(path, input, read));

    /// <summary>Everybody else's entry stays as it is, to the byte.</summary>
    private static string ChangeUser(FuzzedHost host)
    {
        var accounts = new PasswordFile(host.Files);
        if (accounts.Find(User) is not { } entry)
            return "none";
        UserEntry.Parse(entry.ToString()).ShouldBe(entry);
        var before = Others(host);

        accounts.Set(User, entry with { Home = "/var/lib/proxymanager", Shell = "/usr/sbin/nologin" });

        Others(host).ShouldBe(before);
        accounts.Find(User).ShouldBe(entry with { Home = "/var/lib/proxymanager", Shell = "/usr/sbin/nologin" });
        return $"{before.Count}";
    }

    private static List<string> Others(FuzzedHost host) =>
        [.. Encoding.Latin1.GetString(host.Files.ReadBytes("/etc/passwd")!).Split('\n').Where(l => !l.StartsWith($"{User}:", StringComparison.Ordinal))];

    private static string ReadSockets(FuzzedHost host)
    {
        var listen = new ListenSocket("tcp", 443);
        return $"{SocketTable.HoldersInProc(listen, host.Files).Count} {SocketTable.Addresses(listen with { Address = "::1" }, host.Files).Count}";
    }

    private static string ReadFacts(FuzzedHost host)
    {
        host.Put("/etc/machine-id", "0123456789abcdef0123456789abcdef\n"u8.ToArray());
        return host.Answer(new FactsRequest());
    }

    private static string ReadConnection(byte[] input)
    {
        try
        {
            return $"{Connection.Parse(Encoding.UTF8.GetString(input))?.Client.AddressFamily}";
        }
        catch (FormatException)
        {
            return "refused";
        }
    }
}
