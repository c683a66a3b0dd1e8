using System.Security.Cryptography;
using System.Text;
using ProxyManager.Lab.Networks;
using ProxyManager.Lab.Plans;
using ProxyManager.Lab.Processes;
using ProxyManager.Lab.State;

namespace ProxyManager.Lab.Hosts;

/// <summary>Keys, names and the ssh_config(5) by which the controller reaches a lab's hosts.</summary>
internal sealed class HostAccess(LabPlan plan)
{
    private readonly LabDirectory _directory = new(plan.Name);

    /// <summary>Writes what the controller and every host's first boot need.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await KeyAsync(_directory.Identity, $"lab {plan.Name}", cancellationToken);
        await File.WriteAllTextAsync(_directory.SshConfig, SshConfig(plan, _directory), cancellationToken);
        await Parallel.ForEachAsync(plan.Hosts, cancellationToken, async (host, token) => await SeedAsync(host, token));
        await File.WriteAllLinesAsync(_directory.KnownHosts, plan.Hosts.Index().Select(h => KnownHost(h.Item, h.Index)), cancellationToken);
    }

    internal static string SshConfig(LabPlan plan, LabDirectory directory)
    {
        var text = new StringBuilder();
        foreach (var (index, host) in plan.Hosts.Index())
        {
            text.Append($"Host {string.Join(' ', Names(host))}\n");
            text.Append($"  HostName {LabAddresses.Management(index)}\n");
            text.Append($"  Port {host.Port}\n");
            text.Append($"  User {host.User}\n");
        }
        text.Append("Host *\n");
        text.Append($"  IdentityFile {directory.Identity}\n");
        text.Append("  IdentitiesOnly yes\n");
        text.Append($"  UserKnownHostsFile {directory.KnownHosts}\n");
        text.Append("  GlobalKnownHostsFile /dev/null\n");
        text.Append("  StrictHostKeyChecking yes\n");
        return text.ToString();
    }

    /// <summary>All that somebody may call a host: its name, what the inventory says, its addresses.</summary>
    private static IEnumerable<string> Names(LabHostPlan host) =>
        new[] { host.Name }.Concat(host.SshNames).Concat(host.Addresses.Select(a => a.ToString())).Distinct();

    private string KnownHost(LabHostPlan host, int index)
    {
        var management = LabAddresses.Management(index);
        var names = Names(host).Append(management).SelectMany(n => host.Port == 22 ? [n] : new[] { n, $"[{n}]:{host.Port}" });
        var key = File.ReadAllText(Path.Combine(_directory.Host(host.Name), "seed", "ssh_host_ed25519_key.pub")).Split(' ');
        return $"{string.Join(',', names)} {key[0]} {key[1]}";
    }

    private async Task SeedAsync(LabHostPlan host, CancellationToken cancellationToken)
    {
        var seed = Path.Combine(_directory.Host(host.Name), "seed");
        LabPaths.CreatePrivate(seed);
        await KeyAsync(Path.Combine(seed, "ssh_host_ed25519_key"), host.Name, cancellationToken);
        File.Copy(_directory.Identity + ".pub", Path.Combine(seed, "authorized_keys"));
        foreach (var (file, text) in new[]
        {
            ("hosts", $"127.0.1.1 {host.Name}\n" + HostsFile.Text(plan)),
            ("hostname", $"{host.Name}\n"),
            ("machine-id", $"{RandomNumberGenerator.GetHexString(32, lowercase: true)}\n"),
            ("lab.conf", $"Port {host.Port}\nUseDNS no\n"),
        })
        {
            await File.WriteAllTextAsync(Path.Combine(seed, file), text, cancellationToken);
        }
    }

    private static Task<string> KeyAsync(string file, string comment, CancellationToken cancellationToken) =>
        LabProcess.StepAsync(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file], cancellationToken: cancellationToken);
}
