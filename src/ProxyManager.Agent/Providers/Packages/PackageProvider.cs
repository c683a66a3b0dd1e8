using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Packages;

/// <summary>Packages that must be installed. Only host preparation installs them; here a missing one is named.</summary>
internal sealed class PackageProvider : ResourceProvider
{
    public override string Kind => "package";

    /// <summary>Whether a package is installed.</summary>
    public static bool IsInstalled(string package, RunContext run)
    {
        // dpkg keeps this file exactly while the package is unpacked. The few packages without one cost a process.
        if (run.Files.Exists($"/var/lib/dpkg/info/{package}.md5sums"))
            return true;
        var result = run.Tools.Run("dpkg-query", ["--show", "--showformat=${db:Status-Status}", "--", package]);
        return result.Succeeded && result.Output == "installed";
    }

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run) =>
    [
        .. resources.Where(r => !IsInstalled(r.Name, run)).Select(r => new Finding(r, ChangeAction.Create, ["+ not installed"])),
    ];

    public override IEnumerable<HostProblem> Preflight(Resource resource, RunContext run) =>
        [new HostProblem("PM3106", $"the package {resource.Name} is not installed", "run `pm host init` for this host")];

    public override string Capture(Resource resource, RunContext run) => "";

    public override void Apply(Resource resource, RunContext run) =>
        throw new ToolException($"the package {resource.Name} is not installed; run `pm host init` for this host");

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        // What preparation installed, retiring removes.
    }
}
