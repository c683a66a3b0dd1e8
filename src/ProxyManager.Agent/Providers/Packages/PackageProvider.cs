using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Packages;

/// <summary>Packages that must be installed. Only host preparation installs them; here a missing one is named.</summary>
internal sealed class PackageProvider : ResourceProvider
{
    /// <summary>What runs here. Of a package's other programs some may be gone by the administrator's own wish.</summary>
    private static readonly string[] Programs = ["nft", "wg", "wireguard-go", "haproxy", "caddy"];

    public override string Kind => "package";

    /// <summary>Whether a package is installed, with the programs that are used here: dpkg knows neither of one that somebody deleted, nor always of a removal that broke off.</summary>
    public static bool IsInstalled(string package, RunContext run)
    {
        // What a package has unpacked, each line a sum and a path. The few packages without one cost a process.
        if (run.Files.ReadText(SumsOf(package)) is { } unpacked)
            return unpacked.Split('\n').Select(PathOf).Where(p => Programs.Contains(Path.GetFileName(p)) && IsOnPath(p)).All(run.Files.Exists);
        var result = run.Tools.Run("dpkg-query", ["--show", "--showformat=${db:Status-Status}", "--", package]);
        return result.Succeeded && result.Output == "installed";
    }

    /// <summary>Whether dpkg has unpacked a package and not removed it again, whatever has become of its files.</summary>
    public static bool IsKnown(string package, RunContext run) => run.Files.Exists(SumsOf(package));

    private static string SumsOf(string package) => $"/var/lib/dpkg/info/{package}.md5sums";

    private static string PathOf(string line) => "/" + line[(line.IndexOf(' ') + 1)..].Trim().TrimStart('.').TrimStart('/');

    private static bool IsOnPath(string path) => Path.GetDirectoryName(path) is "/usr/bin" or "/usr/sbin" or "/bin" or "/sbin";

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run) =>
    [
        .. resources.Where(r => !IsInstalled(r.Name, run)).Select(r => new Finding(r, ChangeAction.Create, ["+ not installed, or not whole"])),
    ];

    public override IEnumerable<HostProblem> Preflight(Resource resource, RunContext run) =>
        [new HostProblem("PM3106", $"the package {resource.Name} is not installed, or programs of it are gone", "run `pm host init` for this host")];

    public override string Capture(Resource resource, RunContext run) => "";

    public override void Apply(Resource resource, RunContext run) =>
        throw new ToolException($"the package {resource.Name} is not installed, or programs of it are gone; run `pm host init` for this host");

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        // What preparation installed, retiring removes.
    }
}
