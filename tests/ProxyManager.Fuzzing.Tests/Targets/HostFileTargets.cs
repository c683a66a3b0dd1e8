using System.Text;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Serve;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>What stands on a host's disk and in its environment: a crash, a full disk or a person may have left anything there.</summary>
internal static class HostFileTargets
{
    public static IEnumerable<FuzzTarget> All() =>
    [
        new("os-release", Corpus.Texts("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n"), input => With("/etc/os-release", input, files => $"{Agent.Hosts.OperatingSystem.Read(files)}".Length.ToString())),
        new(
            "the history of repairs",
            Corpus.Texts("""{"recent":[{"id":"sysctl:net.ipv4.ip_forward","at":"2026-01-01T00:00:00+00:00","boot":"0123","generation":1,"row":3}],"totals":{"sysctl":3}}"""),
            input => With(StatePaths.Repairs, input, files => $"{new RepairHistory(new RunContext(new ProcessTools(), new Rtnetlink(), files, TimeProvider.System)).Fights(1).Count}")),
        new("SSH_CONNECTION", Corpus.Texts("192.0.2.1 40000 203.0.113.10 22", "2001:db8::1 40000 2001:db8::2 22"), ReadConnection),
    ];

    private static string With(string path, byte[] content, Func<HostFiles, string> read)
    {
        var root = Directory.CreateTempSubdirectory("pm-fuzz-");
        try
        {
            var file = root.FullName + path;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
            return read(new HostFiles(root.FullName));
        }
        finally
        {
            root.Delete(recursive: true);
        }
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
