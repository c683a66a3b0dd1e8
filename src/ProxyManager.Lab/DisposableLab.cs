using ProxyManager.Lab.Hosts;
using ProxyManager.Lab.Images;
using ProxyManager.Lab.Networks;
using ProxyManager.Lab.Plans;
using ProxyManager.Lab.Processes;
using ProxyManager.Lab.State;

namespace ProxyManager.Lab;

/// <summary>
/// A fleet of real Debian hosts on this machine, in namespaces of its own. Disposing it takes it down; a lab that is not disposed
/// outlives the process and is found again by <see cref="Open"/>.
/// </summary>
public sealed class DisposableLab : IAsyncDisposable
{
    private static readonly TimeSpan BootLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LockLimit = TimeSpan.FromMinutes(2);

    /// <summary>Hosts that boot at the same time: more would only wait for each other's disk and processors.</summary>
    private static readonly int Parallelism = Math.Max(8, 4 * Environment.ProcessorCount);

    private readonly LabDirectory _directory;
    private readonly string _image;

    private DisposableLab(LabPlan plan, string image)
    {
        Plan = plan;
        _image = image;
        _directory = new LabDirectory(plan.Name);
        Hosts = [.. plan.Hosts.Select((h, i) => new LabHost(
            plan, h, new HostMachine(plan, h), LabAddresses.Management(i), [.. ControllerPrefix, "ssh", "-F", SshConfigPath, h.Name]))];
    }

    /// <summary>What it was made from.</summary>
    public LabPlan Plan { get; }

    /// <summary>In the order of the plan.</summary>
    public IReadOnlyList<LabHost> Hosts { get; }

    /// <summary>
    /// An ssh_config(5) that knows every host by its name, its addresses and what the inventory's <c>ssh:</c> calls it, with a key to log in
    /// and the hosts' real keys. It works in the controller's namespace only.
    /// </summary>
    public string SshConfigPath => _directory.SshConfig;

    /// <summary>
    /// The command that runs what is appended to it in the controller's network namespace, whose only way out is management to the lab's
    /// hosts; its <c>/etc/hosts</c> has the lab's names (<c>ip-netns(8)</c>).
    /// </summary>
    public IReadOnlyList<string> ControllerPrefix => ["ip", "netns", "exec", new LabNamespaces(Plan).Controller];

    /// <summary>Raises a lab: returns when sshd listens on every host. When that fails or is cancelled, nothing of the lab is left.</summary>
    /// <param name="plan">What it consists of.</param>
    /// <param name="progress">Told what happens, in words for people; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LabException">The machine lacks something, the plan cannot be built, a lab of that name is there, or a step failed.</exception>
    public static async Task<DisposableLab> UpAsync(LabPlan plan, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        plan.Validate();
        if (LabRequirements.Check() is { Count: > 0 } missing)
            throw new LabException(LabErrors.Requirements, $"This machine cannot raise a lab; it lacks {string.Join("; ", missing)}. Nothing was changed.");
        var image = await RootImage.EnsureAsync(plan.System, progress, cancellationToken);
        var lab = new DisposableLab(plan, image);
        await lab.ClaimAsync(cancellationToken);
        try
        {
            await lab.RaiseAsync(progress, cancellationToken);
            return lab;
        }
        catch
        {
            progress?.Report($"Removing what was begun of the lab '{plan.Name}'");
            await lab.DownAsync();
            throw;
        }
    }

    /// <summary>A lab that was raised before, by any process.</summary>
    /// <exception cref="LabException">There is none of that name.</exception>
    public static DisposableLab Open(string name)
    {
        var state = LabNames.Lab.IsMatch(name) ? new LabDirectory(name).Read() : null;
        if (state is null)
            throw new LabException(LabErrors.NotFound, $"There is no lab '{name}'. There are: {string.Join(", ", List().Select(l => l.Name).DefaultIfEmpty("none"))}.");
        return new DisposableLab(state.Plan, state.Image);
    }

    /// <summary>All labs of this machine, whole or not.</summary>
    public static IReadOnlyList<LabSummary> List() =>
    [
        .. LabDirectory.Names()
            .Select(n => new LabDirectory(n).Read())
            .OfType<LabState>()
            .Select(s => new LabSummary(
                s.Plan.Name, s.Created, [.. s.Plan.Hosts.Select(h => h.Name)], s.Ready && s.BootId == LabState.CurrentBootId)),
    ];

    /// <summary>The host of that name.</summary>
    /// <exception cref="LabException">There is none.</exception>
    public LabHost Host(string name) =>
        Hosts.FirstOrDefault(h => h.Name == name)
        ?? throw new LabException(LabErrors.NotFound, $"The lab '{Plan.Name}' has no host '{name}'. It has {string.Join(", ", Hosts.Select(h => h.Name))}.");

    /// <summary>Runs a program in the controller's namespace, with <c>PM_SSH_CONFIG</c> naming <see cref="SshConfigPath"/>.</summary>
    /// <param name="command">Program and arguments; no shell takes part.</param>
    /// <param name="input">Its standard input; null closes it.</param>
    /// <param name="timeout">After this it is killed; null is 60 s.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="LabException">The program took too long.</exception>
    public Task<LabResult> ExecAsync(
        IReadOnlyList<string> command, string? input = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        LabProcess.RunAsync([.. ControllerPrefix, "env", $"PM_SSH_CONFIG={SshConfigPath}", .. command], input, timeout, cancellationToken);

    /// <summary>Reboots a host in order and waits until sshd listens again.</summary>
    /// <exception cref="LabException">It did not come up again.</exception>
    public async Task RebootAsync(string host, CancellationToken cancellationToken = default)
    {
        var machine = Machine(host);
        var before = machine.Leader;
        await Host(host).ExecAsync(["systemctl", "reboot"], cancellationToken: cancellationToken);
        await machine.WaitForSshAsync(before, BootLimit, cancellationToken);
    }

    /// <summary>Kills every process of a host at once, boots it on what its disk holds, and waits until sshd listens again.</summary>
    /// <exception cref="LabException">It did not come up again.</exception>
    public async Task PowerCutAsync(string host, CancellationToken cancellationToken = default)
    {
        var machine = Machine(host);
        await machine.KillAsync();
        machine.Start(Layers(Host(host).Plan));
        await machine.WaitForSshAsync(null, BootLimit, cancellationToken);
    }

    /// <summary>Pulls the cable between the internet and a host, or the router before it; management stays. Whole again by <see cref="PlugAsync"/>.</summary>
    /// <exception cref="LabException">There is no such host.</exception>
    public Task UnplugAsync(string host) => new LabNetwork(Plan).SetCableAsync(Host(host).Name, plugged: false);

    /// <summary>Puts back the cable that <see cref="UnplugAsync"/> pulled.</summary>
    /// <exception cref="LabException">There is no such host.</exception>
    public Task PlugAsync(string host) => new LabNetwork(Plan).SetCableAsync(Host(host).Name, plugged: true);

    /// <summary>Has the NAT router before a host forget whom it let through, as after a restart.</summary>
    /// <exception cref="LabException">There is no such host, or it is not behind NAT.</exception>
    public Task ForgetMappingsAsync(string host) => Host(host).Plan.BehindNat
        ? new LabNetwork(Plan).RestartRouterAsync(host)
        : throw new LabException(LabErrors.Plan, $"{host} of the lab '{Plan.Name}' is not behind NAT.");

    /// <summary>Takes the lab down; what is missing of it is no error. Cannot be cancelled half way.</summary>
    /// <exception cref="LabException">Something could not be removed; doing it again goes on from there.</exception>
    public async Task DownAsync()
    {
        await Parallel.ForEachAsync(Plan.Hosts, async (host, _) => await Machine(host.Name).KillAsync());
        await new LabNetwork(Plan).DeleteAsync();
        await HostCgroups.DeleteAsync(Plan.Name);
        using var taken = await FileLock.TakeAsync(LabPaths.Lock, LockLimit, CancellationToken.None);
        _directory.Delete();
        if (LabDirectory.Names().Count > 0)
            return;
        KernelLimits.Machine.Restore();
        LabPaths.DeleteIfEmpty(LabPaths.State);
        LabPaths.DeleteIfEmpty(LabNetwork.EtcRoot);
    }

    /// <inheritdoc cref="DownAsync"/>
    public async ValueTask DisposeAsync() => await DownAsync();

    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        using var taken = await FileLock.TakeAsync(LabPaths.Lock, LockLimit, cancellationToken);
        if (_directory.Exists)
            throw new LabException(LabErrors.Exists, $"A lab '{Plan.Name}' is there already; use it, or take it down first (pm lab down --name {Plan.Name}). It was left as it is.");
        _directory.Write(new LabState(Plan, _image, DateTimeOffset.UtcNow, LabState.CurrentBootId, Ready: false));
        KernelLimits.Machine.Raise();
    }

    private async Task RaiseAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report($"Raising {Plan.Hosts.Count} hosts");
        await Task.WhenAll(new LabNetwork(Plan).CreateAsync(cancellationToken), new HostAccess(Plan).PrepareAsync(cancellationToken));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Plan.Hosts, options, async (host, token) =>
        {
            var machine = Machine(host.Name);
            machine.Start(Layers(host));
            await machine.WaitForSshAsync(null, BootLimit, token);
            progress?.Report($"{host.Name} is up");
        });
        _directory.Write(_directory.Read()! with { Ready = true });
    }

    private IReadOnlyList<string> Layers(LabHostPlan host)
    {
        var layers = RootImage.Layers(_image, host.Role == LabRole.Client ? LabFlavour.Full : Plan.Flavour);
        return host.Role == LabRole.Gateway && Plan.Caddy is { } caddy ? [_directory.CaddyLayer(caddy), .. layers] : layers;
    }

    private HostMachine Machine(string host) => new(Plan, Host(host).Plan);
}
