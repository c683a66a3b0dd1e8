using ProxyManager.Lab.Hosts;
using ProxyManager.Lab.Processes;

namespace ProxyManager.Lab;

/// <summary>A running host of a lab.</summary>
public sealed class LabHost
{
    private readonly HostMachine _machine;
    private readonly LabPlan _lab;
    private (int Pid, string? Started) _leader;

    internal LabHost(LabPlan lab, LabHostPlan plan, HostMachine machine, string managementAddress, IReadOnlyList<string> sshCommand)
    {
        _lab = lab;
        _machine = machine;
        Plan = plan;
        ManagementAddress = managementAddress;
        SshCommand = sshCommand;
    }

    /// <summary>What it was made from.</summary>
    public LabHostPlan Plan { get; }

    public string Name => Plan.Name;

    /// <summary>Where the controller reaches it, whatever happens to its other interfaces.</summary>
    public string ManagementAddress { get; }

    /// <summary>The command that logs in over SSH from the controller; a remote command may be appended.</summary>
    public IReadOnlyList<string> SshCommand { get; }

    /// <summary>
    /// The command that runs, as root on the host, what is appended to it. It needs neither network nor sshd there, and takes the terminal
    /// that it is started in. Good until the host's next boot.
    /// </summary>
    /// <exception cref="LabException">The host is not running.</exception>
    public IReadOnlyList<string> CommandPrefix =>
    [
        "nsenter", $"--target={Leader}", "--all", "--",
        "env", "--ignore-environment", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", "TERM=xterm",
    ];

    /// <summary>Runs a program on the host as root, by <see cref="CommandPrefix"/>.</summary>
    /// <param name="command">Program and arguments; no shell takes part.</param>
    /// <param name="input">Its standard input; null closes it.</param>
    /// <param name="timeout">After this it is killed; null is 60 s.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>Exit code and outputs; 127 for a program that is not there.</returns>
    /// <exception cref="LabException">The host is not running, or the program took too long.</exception>
    public Task<LabResult> ExecAsync(
        IReadOnlyList<string> command, string? input = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        LabProcess.RunAsync([.. CommandPrefix, .. command], input, timeout, cancellationToken);

    /// <summary>PID 1 of the host as the machine numbers it; found again when the host has been booted since.</summary>
    private int Leader
    {
        get
        {
            if (!HostProcesses.IsInside(_leader.Pid) || HostProcesses.StartTime(_leader.Pid) != _leader.Started)
            {
                var pid = _machine.Leader
                    ?? throw new LabException(LabErrors.NotFound, $"{Name} of the lab '{_lab.Name}' is not running: it was powered off, or is between two boots.");
                _leader = (pid, HostProcesses.StartTime(pid));
            }
            return _leader.Pid;
        }
    }
}
