using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Packages;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>Installs packages of the distribution without starting what they bring.</summary>
internal sealed class PackageInstallation(RunContext run)
{
    /// <summary>Asked by maintainer scripts before they start a service (invoke-rc.d(8)); 101 forbids it.</summary>
    private const string Policy = "/usr/sbin/policy-rc.d";

    /// <summary>Told from a policy of the host's own by its comment: an installation that was killed has left it.</summary>
    private const string Refusal = "#!/bin/sh\n# By pm-agent, only while it installs packages.\nexit 101\n";

    /// <summary>The host's own policy meanwhile, which outlives an installation that was killed.</summary>
    private const string OwnPolicy = Policy + ".before-pm-agent";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly string[] Apt =
        ["DEBIAN_FRONTEND=noninteractive", "apt-get", "--yes", "--quiet", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=60"];

    /// <exception cref="ProblemException">They cannot be installed.</exception>
    public void Install(IReadOnlyList<string> packages)
    {
        var before = Services();
        try
        {
            if (run.Files.ReadText(Policy) is { } policy && policy != Refusal)
                run.Files.Move(Policy, OwnPolicy);
            run.Files.WriteText(Policy, Refusal, FileModes.Executable);

            // Again, where dpkg knows nothing of programs that are gone. The list of packages may be old or empty, of which apt may only tell: read it
            // again before giving up.
            if (!TryInstall(packages, out _))
            {
                AptGet(["update"], out _);
                if (!TryInstall(packages, out var error))
                    throw Failed(packages, error);
            }
        }
        finally
        {
            PutPolicyBack();
        }

        // They were not started; without this the next boot would.
        foreach (var unit in Services().Except(before))
            run.Tools.Require("systemctl", ["disable", "--quiet", "--now", unit]);
    }

    /// <summary>Puts back the host's own policy, or that it has none; nothing happens where no installation has left another.</summary>
    public void PutPolicyBack()
    {
        // Somebody may have made another since.
        if (run.Files.ReadText(Policy) is { } policy && policy != Refusal)
            run.Files.Delete(OwnPolicy);
        else if (run.Files.Exists(OwnPolicy))
            run.Files.Move(OwnPolicy, Policy);
        else
            run.Files.Delete(Policy);
    }

    private bool TryInstall(IReadOnlyList<string> packages, out string error) =>
        AptGet(["install", "--reinstall", "--", .. packages], out error) && packages.All(p => PackageProvider.IsInstalled(p, run));

    private bool AptGet(IReadOnlyList<string> arguments, out string error)
    {
        var result = run.Tools.Run("env", [.. Apt, .. arguments], timeout: Limit);
        error = result.Error.Trim() is { Length: > 0 } text ? text : result.Output.Trim();
        return result.Succeeded;
    }

    private HashSet<string> Services() =>
    [
        .. run.Tools.Require("systemctl", ["list-unit-files", "--no-legend", "--no-pager", "--type=service,socket,timer", "--state=enabled"])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[0]),
    ];

    private static ProblemException Failed(IReadOnlyList<string> packages, string error) => new(
        new HostProblem(
            "PM3013",
            $"{string.Join(", ", packages)} could not be installed: {string.Join(" | ", error.Split('\n').TakeLast(3))}",
            "look at the host's package sources (/etc/apt), network and free space, then run `pm host init` again: it goes on from here"),
        refused: false);
}
