using System.Security.Cryptography;
using System.Text;
using ProxyManager.Lab.Processes;
using ProxyManager.Lab.State;

namespace ProxyManager.Lab.Images;

/// <summary>The root file systems of hosts: built once by mmdebstrap(1) from the machine's own Debian mirror, then shared read-only.</summary>
internal static class RootImage
{
    private const string Base = "systemd,systemd-sysv,dbus,openssh-server,iproute2,sudo,ca-certificates";

    private const string Tools =
        "nftables wireguard-tools wireguard-go haproxy caddy curl openssl socat iputils-ping dnsmasq-base conntrack python3 python3-apt e2fsprogs";

    private const string Offered = "ufw iptables firewalld netbase docker.io pebble";

    /// <summary>What is a package of its own in newer Debians.</summary>
    private const string OfferedByNewer = "docker-cli";

    private const string MachineSuite = "bookworm";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>The image in the cache; built first when it is not there.</summary>
    /// <param name="system">What it is an image of.</param>
    /// <param name="progress">Receives what is being done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its directory, for <see cref="Layers"/>.</returns>
    /// <exception cref="LabException">It could not be built; the cache is as it was.</exception>
    public static async Task<string> EnsureAsync(LabSystem system, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var sources = Sources(system);
        var recipe = string.Join('\n', Script.Text("build-image.sh"), Base, Tools, OfferedBy(system), sources);
        var image = Path.Combine(LabPaths.Cache, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..16]);
        if (Directory.Exists(image))
            return image;
        progress?.Report($"Building the lab's {system} (once, a minute or two) in {image}");
        using var taken = await FileLock.TakeAsync(Path.Combine(LabPaths.Cache, "lock"), Limit, cancellationToken);
        if (!Directory.Exists(image))
            await BuildAsync(image, system, sources, cancellationToken);
        return image;
    }

    /// <summary>Layers of a host's root, uppermost first, as overlayfs takes them.</summary>
    public static IReadOnlyList<string> Layers(string image, LabFlavour flavour)
    {
        var bare = Path.Combine(image, "bare");
        return flavour == LabFlavour.Full ? [Path.Combine(image, "full"), bare] : [bare];
    }

    /// <summary>
    /// Debian 12 as the machine's own APT gets it; a newer one from the same mirrors. <c>PM_LAB_SOURCES</c> names another file of sources of
    /// Debian 12.
    /// </summary>
    /// <exception cref="LabException">There are no such sources.</exception>
    private static string Sources(LabSystem system)
    {
        string[] candidates = Environment.GetEnvironmentVariable("PM_LAB_SOURCES") is { } file
            ? [file]
            : ["/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"];
        var sources = candidates.Where(File.Exists).Select(File.ReadAllText).FirstOrDefault(t => t.Contains(MachineSuite, StringComparison.Ordinal))
            ?? throw new LabException(
                LabErrors.Image,
                $"No APT source of Debian 12 (bookworm) in {string.Join(" or ", candidates)}; name a sources file in PM_LAB_SOURCES. Nothing was changed.");
        return sources.Replace(MachineSuite, Suite(system), StringComparison.Ordinal);
    }

    private static string OfferedBy(LabSystem system) => system == LabSystem.Debian12 ? Offered : $"{Offered} {OfferedByNewer}";

    private static string Suite(LabSystem system) => system == LabSystem.Debian13 ? "trixie" : MachineSuite;

    private static async Task BuildAsync(string image, LabSystem system, string sources, CancellationToken cancellationToken)
    {
        foreach (var left in Directory.GetDirectories(LabPaths.Cache, "*.new"))
            Directory.Delete(left, recursive: true);
        var draft = image + ".new";
        LabPaths.CreatePrivate(draft);
        try
        {
            var list = Path.Combine(draft, sources.Contains("URIs:", StringComparison.Ordinal) ? "apt.sources" : "apt.list");
            await File.WriteAllTextAsync(list, sources, cancellationToken);
            var result = await LabProcess.RunAsync(
                [
                    "unshare", "--mount", "--propagation", "slave", "--pid", "--fork", "--kill-child", "--mount-proc",
                    .. Script.Command("build-image.sh", draft, list, Base, Tools, OfferedBy(system), Suite(system)),
                ],
                timeout: Limit,
                cancellationToken: cancellationToken);
            if (!result.Succeeded)
                throw new LabException(LabErrors.Image, Failed(result));
            Directory.Move(draft, image);
        }
        finally
        {
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }

    private static string Failed(LabResult result) =>
        "The lab's Debian could not be built; nothing of it was kept. Is the Debian mirror reachable (see /etc/apt, or name a file of "
        + $"APT sources in PM_LAB_SOURCES)? The last words were:\n{string.Join('\n', result.Error.Trim().Split('\n').TakeLast(12))}";
}
