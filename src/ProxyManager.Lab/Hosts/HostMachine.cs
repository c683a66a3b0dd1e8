using System.Diagnostics;
using ProxyManager.Lab.Networks;
using ProxyManager.Lab.Processes;
using ProxyManager.Lab.State;

namespace ProxyManager.Lab.Hosts;

/// <summary>Starts and stops one host of a lab.</summary>
internal sealed class HostMachine(LabPlan plan, LabHostPlan host)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    /// <summary>Mode of <c>/</c> on a host, whatever this process's umask.</summary>
    private const UnixFileMode RootMode = (UnixFileMode)0b111_101_101;

    private readonly string _directory = new LabDirectory(plan.Name).Host(host.Name);

    /// <summary>PID 1 of the host, as the machine numbers it; null while it has none.</summary>
    public int? Leader => HostProcesses.Leader(plan.Name, host.Name);

    private int Index => plan.Hosts.Index().First(h => h.Item.Name == host.Name).Index;

    /// <summary>What systemd-nspawn calls it; a host's own name may be too long for that.</summary>
    private string MachineName => $"pml-{plan.Name}-{Index}";

    /// <summary>Boots it on what its disk holds.</summary>
    /// <param name="layers">Lower layers of its root, uppermost first.</param>
    public void Start(IReadOnlyList<string> layers)
    {
        var namespaces = new LabNamespaces(plan);
        var links = new HostLinks(namespaces, host, Index);
        foreach (var part in new[] { "upper", "work", "root" })
            Directory.CreateDirectory(Path.Combine(_directory, part), RootMode);
        File.WriteAllLines(Path.Combine(_directory, "internet.batch"), links.InInternet);
        File.WriteAllLines(Path.Combine(_directory, "outside.batch"), links.InOutside);
        File.WriteAllLines(Path.Combine(_directory, "host.batch"), links.InHost);

        // A session of its own: a terminal's Ctrl-C is for the program that raises the lab, which then takes it down in order.
        var start = new ProcessStartInfo("setsid", Script.Command("run-host.sh"));
        start.Environment[HostProcesses.Mark] = $"{plan.Name}/{host.Name}";
        start.Environment["PM_LAB_BOOT"] = Script.Text("boot-host.sh");
        start.Environment["PM_LAB_DIR"] = _directory;
        start.Environment["PM_LAB_LAYERS"] = string.Join(':', layers);
        start.Environment["PM_LAB_MACHINE"] = MachineName;
        start.Environment["PM_LAB_NAME"] = host.Name;
        start.Environment["PM_LAB_USER"] = host.User;
        start.Environment["PM_LAB_CGROUP"] = HostCgroups.Path(plan.Name, host.Name);
        start.Environment["PM_LAB_NETWORK"] = namespaces.Host(host.Name);
        start.Environment["PM_LAB_INTERNET"] = namespaces.Internet;
        start.Environment["PM_LAB_MANAGEMENT_PORT"] = links.ManagementPort;
        start.Environment["PM_LAB_OUTSIDE"] = links.Outside;
        start.Environment["PM_LAB_OUTSIDE_PORT"] = links.OutsidePort;
        Process.Start(start)!.Dispose();
    }

    /// <summary>Looks in a row that find nothing of a host, after which it has ended.</summary>
    private const int EndedAfterMisses = 10;

    /// <summary>Waits until sshd listens in a boot other than that of <paramref name="before"/>.</summary>
    /// <param name="before">PID 1 of the boot that is to end; null for none.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LabException">It did not come up, or ended; the message has the console's last lines.</exception>
    public async Task WaitForSshAsync(int? before, TimeSpan limit, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var missed = 0;
        while (Leader is not { } leader || leader == before || !HostProcesses.Listens(leader, host.Port))
        {
            if (clock.Elapsed > limit)
                throw NotUp($"was not reachable within {limit:g}");
            // A process that forks while /proc is read can be missed once, not time and again.
            missed = HostProcesses.Supervisors(plan.Name, host.Name).Count == 0 ? missed + 1 : 0;
            if (missed == EndedAfterMisses)
                throw NotUp("ended while it started");
            await Task.Delay(Poll, cancellationToken);
        }
    }

    /// <summary>Ends all its processes at once, as a power cut does; what was written to its disk stays.</summary>
    /// <exception cref="LabException">They do not end.</exception>
    public async Task KillAsync()
    {
        var clock = Stopwatch.StartNew();
        // The supervisor first, or it would start the host again. Killing only systemd-nspawn would leave what it started.
        for (var pids = Processes(); pids.Count > 0; pids = [.. pids.Union(Processes()).Where(HostProcesses.IsAlive)])
        {
            pids.ForEach(LabProcess.Kill);
            if (clock.Elapsed > LabProcess.DefaultTimeout)
                throw new LabException(LabErrors.StepFailed, $"Processes {string.Join(", ", pids)} of {host.Name} do not end; its files were left.");
            await Task.Delay(Poll);
        }
        var propagation = Path.Combine("/run/systemd/nspawn/propagate", MachineName);
        if (Directory.Exists(propagation))
            Directory.Delete(propagation, recursive: true);
    }

    private List<int> Processes() =>
        [.. HostProcesses.Supervisors(plan.Name, host.Name).Union(HostCgroups.Processes(plan.Name, host.Name))];

    private LabException NotUp(string what)
    {
        var log = Path.Combine(_directory, "console.log");
        var tail = File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(15)) : "(no console output)";
        return new LabException(LabErrors.StepFailed, $"{host.Name} of the lab '{plan.Name}' {what}. Its console ends with:\n{tail}");
    }
}
