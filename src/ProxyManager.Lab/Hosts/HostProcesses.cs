namespace ProxyManager.Lab.Hosts;

/// <summary>Finds the machine's processes that run a lab host, by the mark in their environment (proc(5)).</summary>
internal static class HostProcesses
{
    /// <summary>The environment variable that marks them; its value is <c>LAB/HOST</c>.</summary>
    public const string Mark = "PM_LAB_HOST";

    private static readonly string[] SocketTables = ["net/tcp", "net/tcp6"];

    /// <summary>Outermost first: the one that restarts the host, then its systemd-nspawn.</summary>
    public static IReadOnlyList<int> Supervisors(string lab, string host)
    {
        var mark = $"{Mark}={lab}/{host}";
        return [.. All().Where(pid => Read(pid, "environ").Split('\0').Contains(mark)).Order()];
    }

    /// <summary>PID 1 of a host, as the machine numbers it, from when it is in the host's network until it ends; null while it has none.</summary>
    public static int? Leader(string lab, string host) =>
        Supervisors(lab, host).SelectMany(Children).Cast<int?>().FirstOrDefault(pid => IsFirstOfNamespace(pid!.Value) && IsInside(pid.Value));

    /// <summary>
    /// The process is in a network other than ours. One that ends leaves its namespaces (namespaces(7)) before it vanishes: PID 1 of a host is
    /// still listed, not even as a zombie, while the kernel ends its other processes.
    /// </summary>
    public static bool IsInside(int pid) => Network(pid) is { } network && network != Network(Environment.ProcessId);

    /// <summary>The process is there, and is no zombie.</summary>
    public static bool IsAlive(int pid) => Read(pid, "stat") is { Length: > 0 } stat && stat[stat.LastIndexOf(')') + 2] != 'Z';

    /// <summary>When it started, in clock ticks since boot; tells a process from a later one with its number. Null when it is gone.</summary>
    public static string? StartTime(int pid) =>
        Read(pid, "stat") is { Length: > 0 } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19] : null;

    /// <summary>In the network namespace of <paramref name="pid"/>, somebody listens on TCP <paramref name="port"/>.</summary>
    public static bool Listens(int pid, int port)
    {
        var suffix = $":{port:X4}";
        return SocketTables
            .SelectMany(f => Read(pid, f).Split('\n'))
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(c => c.Length > 3 && c[1].EndsWith(suffix, StringComparison.Ordinal) && c[3] == "0A");
    }

    private static IEnumerable<int> All() =>
        Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var pid) ? pid : 0).Where(p => p > 0);

    private static IEnumerable<int> Children(int pid) =>
        Read(pid, $"task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(int.Parse);

    private static bool IsFirstOfNamespace(int pid) =>
        Read(pid, "status").Split('\n').FirstOrDefault(l => l.StartsWith("NSpid:", StringComparison.Ordinal)) is { } line
        && line.Split('\t') is { Length: 3 } ids
        && ids[2] == "1";

    /// <summary>Null for a process that ends or is gone.</summary>
    private static string? Network(int pid) => new FileInfo($"/proc/{pid}/ns/net").LinkTarget;

    /// <summary>Empty for a process that is gone.</summary>
    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
