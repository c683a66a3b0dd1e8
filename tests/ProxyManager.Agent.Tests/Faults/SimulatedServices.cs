using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary><c>systemctl</c>, <c>useradd</c> and <c>userdel</c> of a simulated host, as far as the agent uses them.</summary>
internal sealed class SimulatedServices(SimulatedHost host)
{
    public const string Wanted = Units + "multi-user.target.wants/";

    private const string Units = "/etc/systemd/system/";

    private static readonly ToolResult Done = new(0, "", "");

    public ToolResult Systemctl(string[] arguments)
    {
        List<string> units = [.. arguments.Skip(1).Where(a => !a.StartsWith('-'))];
        return arguments[0] switch
        {
            "show" => new ToolResult(0, string.Join("\n\n", units.Select(Show)) + "\n", ""),
            "daemon-reload" => Each([.. host.State.Active.Keys.Where(Exists)], u => host.State.Active[u] = host.State.Active[u] with { Read = host.Text(Units + u) }),
            "reset-failed" => Done,
            "enable" => Each(units, u => host.LinkAsProgram(Wanted + u, Units + u)),
            "disable" => Each(units, u => host.DeleteAsProgram(Wanted + u)),
            "start" => Each([.. units.Where(u => !host.State.Active.ContainsKey(u))], Start),
            "restart" or "reload" => Each(units, Start),
            "try-restart" => Each([.. units.Where(host.State.Active.ContainsKey)], Start),
            "stop" => Each(units, Stop, mustExist: false),
            _ => throw new InvalidOperationException($"unexpected: systemctl {string.Join(' ', arguments)}"),
        };
    }

    public ToolResult UserAdd(string[] arguments)
    {
        var user = arguments[^1];
        var home = arguments[Array.IndexOf(arguments, "--home-dir") + 1];
        var uid = Option("--uid", arguments) ?? $"{900 + host.Text("/etc/passwd").Length}";
        if (Option("--gid", arguments) is null)
            GroupAdd(["--gid", uid, user]);
        host.WriteAsProgram("/etc/passwd", host.Text("/etc/passwd") + $"{user}:x:{uid}:{GroupId(user)}::{home}:/usr/sbin/nologin\n");
        return Done;
    }

    public ToolResult GroupAdd(string[] arguments)
    {
        host.WriteAsProgram("/etc/group", host.Text("/etc/group") + $"{arguments[^1]}:x:{Option("--gid", arguments)}:\n");
        return Done;
    }

    public ToolResult UserDelete(string user)
    {
        foreach (var file in (string[])["/etc/passwd", "/etc/group"])
            host.WriteAsProgram(file, string.Concat(host.Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith(user + ":")).Select(l => l + "\n")));
        return Done;
    }

    /// <summary>Starts a unit from its file: as it is now, or as the service manager read it where the unit was running.</summary>
    public void Start(string unit)
    {
        var text = host.State.Active.TryGetValue(unit, out var running) ? running.Read : host.Text(Units + unit);
        host.Pass();
        host.State.Active[unit] = new MachineState.UnitRun(text, text, host.Clock.GetTimestamp() / TimeSpan.TicksPerMicrosecond);
        host.Pass();
        host.StartEngine(unit);
    }

    private static string? Option(string name, string[] arguments) =>
        Array.IndexOf(arguments, name) is >= 0 and var at ? arguments[at + 1] : null;

    private string GroupId(string name) => host.Text("/etc/group").Split('\n').First(l => l.StartsWith(name + ":")).Split(':')[2];

    private void Stop(string unit)
    {
        host.State.Active.Remove(unit);
        host.StopEngine(unit);
    }

    private ToolResult Each(List<string> units, Action<string> change, bool mustExist = true)
    {
        if (mustExist && units.Find(u => !Exists(u)) is { } missing)
            return new ToolResult(5, "", $"Unit {missing} not found.");
        units.ForEach(change);
        return Done;
    }

    private bool Exists(string unit) => host.Files.Exists(Units + unit);

    private string Show(string unit)
    {
        var active = host.State.Active.TryGetValue(unit, out var run);
        var state = !Exists(unit) ? "" : host.Files.LinkTarget(Wanted + unit) is not null ? "enabled" : "disabled";
        return $"""
            Id={unit}
            LoadState={(Exists(unit) ? "loaded" : "not-found")}
            ActiveState={(active ? "active" : "inactive")}
            SubState={(active ? "running" : "dead")}
            Type=simple
            UnitFileState={state}
            NeedDaemonReload={(active && Exists(unit) && run!.Read != host.Text(Units + unit) ? "yes" : "no")}
            FragmentPath={Units}{unit}
            InactiveExitTimestampMonotonic={run?.Started ?? 0}
            """;
    }
}
