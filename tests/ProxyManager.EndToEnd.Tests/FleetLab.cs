using System.Text;
using ProxyManager.Control;
using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;
using ProxyManager.Lab;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests;

/// <summary>
/// A lab raised from an inventory, shared by the tests of a collection. It is driven as users drive it: the real <c>pm</c> in the
/// controller's namespace, over the real SSH of the lab's hosts. Where no lab can be raised it stays empty, and its tests are skipped.
/// </summary>
public abstract class FleetLab : IAsyncLifetime
{
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(5);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pm-end-to-end-");
    private DisposableLab? _lab;

    /// <summary>The hosts.</summary>
    public DisposableLab Lab => _lab ?? throw new InvalidOperationException("The lab has not been raised.");

    /// <summary>Path of the inventory.</summary>
    public string InventoryPath => Path.Combine(_directory.FullName, "fleet.yml");

    /// <summary>Path of the signing key; its public half is beside it.</summary>
    public string KeyPath => Path.Combine(_directory.FullName, "fleet.key");

    /// <summary>What <c>pm</c> finds in its environment besides what it always has there.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The inventory that the lab is raised from.</summary>
    protected abstract string Inventory { get; }

    /// <summary>False leaves the lab away, when every test that would use it is skipped.</summary>
    protected virtual bool IsWanted => LabEnvironment.Missing is null;

    /// <summary>The last word about what is raised.</summary>
    protected virtual LabPlan Adjust(LabPlan plan) => plan with { Flavour = LabFlavour.Full };

    /// <summary>What is done once the hosts are up; by default all are prepared and brought to the inventory.</summary>
    protected virtual async Task PrepareAsync()
    {
        string[] caddy = LabEnvironment.Caddy is { } program ? ["--caddy", program] : [];
        (await PmAsync(["host", "init", .. caddy])).ShouldExitWith(ExitCode.Success);
        (await PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
    }

    public async Task InitializeAsync()
    {
        if (!IsWanted)
            return;
        SigningKeyFile.Create(KeyPath);
        RewriteInventory(Inventory);
        var workspace = OpenWorkspace();
        workspace.Fleet.ShouldNotBeNull(string.Join('\n', workspace.Diagnostics));
        _lab = await DisposableLab.UpAsync(Adjust(LabPlan.FromFleet(workspace.Fleet) with { System = LabEnvironment.System }).WithUniqueName());
        try
        {
            await PrepareAsync();
        }
        catch
        {
            // xunit does not dispose of a fixture whose initialisation failed.
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
        if (_directory.Exists)
            _directory.Delete(recursive: true);
    }

    /// <summary>Runs <c>pm</c> with <c>--json</c> on the inventory, on the controller.</summary>
    public Task<PmResult> PmAsync(params string[] arguments) => PmOnAsync(InventoryPath, arguments);

    /// <summary>Runs <c>pm</c> with <c>--json</c> on another inventory, on the controller.</summary>
    public Task<PmResult> PmOnAsync(string inventory, params string[] arguments) => PmUnderAsync([], RunLimit, arguments, inventory);

    /// <summary>Runs <c>pm</c> with <c>--json</c> under another program, on the controller.</summary>
    /// <param name="wrapper">The program and its arguments, which the command line of <c>pm</c> is appended to.</param>
    /// <param name="limit">After this it is killed, and the test fails.</param>
    /// <param name="arguments">Those of <c>pm</c>.</param>
    /// <param name="inventory">Path of the inventory; null is the lab's.</param>
    public async Task<PmResult> PmUnderAsync(IReadOnlyList<string> wrapper, TimeSpan limit, IReadOnlyList<string> arguments, string? inventory = null)
    {
        string[] environment = ["env", $"PM_AGENT={LabEnvironment.Agent}", $"PM_KEY={KeyPath}", .. Variables.Select(v => $"{v.Key}={v.Value}")];
        string[] command = [.. environment, .. wrapper, LabEnvironment.Pm, .. arguments, "--json", "-i", inventory ?? InventoryPath];
        return new PmResult(arguments, await Lab.ExecAsync(command, timeout: limit));
    }

    /// <summary>Runs a shell command on a host as root.</summary>
    public Task<LabResult> TryOnAsync(string host, string command, string? input = null) => Lab.Host(host).ExecAsync(["sh", "-c", command], input);

    /// <summary>Runs a shell command on a host as root; the test fails when it fails.</summary>
    /// <returns>What it printed, without the last line's end.</returns>
    public async Task<string> OnAsync(string host, string command, string? input = null)
    {
        var result = await TryOnAsync(host, command, input);
        result.ExitCode.ShouldBe(0, $"{host}: {command}\n{result.Output}\n{result.Error}");
        return result.Output.TrimEnd('\n');
    }

    /// <summary>Runs a test while a host's <c>nft</c> does something more before it loads a table. What only checks or lists goes on as ever.</summary>
    /// <param name="host">The host.</param>
    /// <param name="command">A shell command.</param>
    /// <param name="test">The test.</param>
    public async Task WhileLoadingAsync(string host, string command, Func<Task> test)
    {
        await OnAsync(host, "cp /usr/sbin/nft /root/nft; cat >/root/wrapper; chmod +x /root/wrapper; mount --bind /root/wrapper /usr/sbin/nft", $"""
            #!/bin/sh
            case " $* " in *" -c "*) ;; *" -f "*) {command};; esac
            exec /root/nft "$@"

            """);
        try
        {
            await test();
        }
        finally
        {
            // A boot took it away.
            await OnAsync(host, "! mountpoint -q /usr/sbin/nft || umount --lazy /usr/sbin/nft");
        }
    }

    /// <summary>Stops the timer, and waits for a pass under way, so that a test can look at drift before it is put right.</summary>
    public Task HoldTimerAsync(string host) =>
        OnAsync(host, "systemctl stop pm-check.timer; while systemctl is-active pm-check.service pm-agent.service | grep -q ing; do sleep 0.1; done");

    /// <summary>
    /// Starts it again. What was put right before is forgotten: a resource that is put right three times within ten minutes counts as fought
    /// over and is left alone, and here many tests break the same one. How often there was anything stays.
    /// </summary>
    public Task ReleaseTimerAsync(string host) => OnAsync(host, """
        [ ! -e /var/lib/proxymanager/repairs.json ] || sed -i 's/"recent":\[[^]]*\]/"recent":[]/' /var/lib/proxymanager/repairs.json
        systemctl start pm-check.timer
        """);

    /// <summary>Puts another text in place of the inventory.</summary>
    public void RewriteInventory(string text) => File.WriteAllText(InventoryPath, text);

    /// <summary>The bundle of a host for the present inventory, with the generation of this moment.</summary>
    public Bundle Bundle(string host)
    {
        var workspace = OpenWorkspace();
        var (bundle, _) = workspace.Bundles().Make(workspace.RequireFleet().ManagedHosts.Single(h => h.Name == host));
        return bundle with { Generation = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() };
    }

    /// <summary>Asks a host's agent to apply a bundle, signed by the fleet's key.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="confirmSeconds">How long the host waits.</param>
    public ApplyRequest Request(Bundle bundle, int confirmSeconds = 60)
    {
        using var key = SigningKeyFile.Read(KeyPath);
        return Request(bundle, key, confirmSeconds);
    }

    /// <summary>Asks a host's agent to apply a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="key">Signs it.</param>
    /// <param name="confirmSeconds">How long the host waits.</param>
    public static ApplyRequest Request(Bundle bundle, SigningKey key, int confirmSeconds = 60) =>
        new(Encoding.UTF8.GetString(Envelope.Seal(bundle, key)), confirmSeconds);

    /// <summary>Asks until the answer is yes; the test fails when it is not within the time.</summary>
    /// <param name="what">What is waited for, in words.</param>
    /// <param name="condition">The question.</param>
    /// <param name="limit">Null is 30 s.</param>
    public static async Task EventuallyAsync(string what, Func<Task<bool>> condition, TimeSpan? limit = null)
    {
        var watch = new LabWatch();
        while (!await condition())
        {
            watch.Elapsed.ShouldBeLessThan(limit ?? TimeSpan.FromSeconds(30), what);
            await Task.Delay(TimeSpan.FromMilliseconds(300));
        }
    }

    private Workspace OpenWorkspace() =>
        Workspace.Open(InventoryPath, new YamlInventoryReader(), overrides => new HandlebarsTemplateRenderer(overrides));
}
