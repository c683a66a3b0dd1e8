using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Hosts;

/// <summary>Removes packages that preparation installed, but none that somebody else has come to use since.</summary>
internal sealed class PackageRemoval(RunContext run)
{
    private const string UnitDirectory = "/etc/systemd/system";

    private static readonly string[] Scripts = ["preinst", "postinst"];

    private static readonly string[] UnitTypes = [".service", ".socket", ".timer"];

    /// <param name="packages">The packages.</param>
    /// <param name="users">The users that they made. One of a package that stays is needed by it.</param>
    /// <returns>What was removed, and what was kept and why, for people.</returns>
    /// <exception cref="ToolException">Something could not be looked at, or not removed.</exception>
    public IReadOnlyList<string> Remove(IReadOnlyList<string> packages, IReadOnlyList<string> users)
    {
        var kept = new Dictionary<string, string>();
        foreach (var package in packages)
        {
            if (UseOf(package) is { } use)
                kept[package] = use;
        }

        KeepWhatOthersNeed(packages, kept);
        List<string> removed = [.. packages.Where(p => !kept.ContainsKey(p))];
        if (removed.Count > 0)
        {
            var before = Superfluous();
            Purge(removed);
            // What came with them and nothing else needs. What was superfluous before is not ours to remove.
            if (Superfluous().Except(before).ToList() is { Count: > 0 } left)
                Purge(left);
        }

        foreach (var user in users.Intersect(new Accounts(run.Files).Users).Where(u => !kept.Keys.Any(p => Names(p, u))))
            run.Tools.Require("userdel", [user]);
        string[] done = removed.Count > 0 ? [$"removed {string.Join(", ", removed)}"] : [];
        return [.. done, .. kept.Select(k => $"kept {k.Key}: {k.Value}")];
    }

    /// <summary>Whether scripts of a package name a user: it was made by one of them.</summary>
    private bool Names(string package, string user) => Scripts
        .Select(s => run.Files.ReadText($"/var/lib/dpkg/info/{package}.{s}"))
        .Any(text => text?.Contains(user, StringComparison.Ordinal) == true);

    private string? UseOf(string package)
    {
        // One that is not installed any more has no such list, and nobody uses it.
        if (run.Files.ReadText($"/var/lib/dpkg/info/{package}.list") is not { } content)
            return null;
        List<string> units =
        [
            .. content.Split('\n')
                .Where(path => Path.GetDirectoryName(path) is "/usr/lib/systemd/system" or "/lib/systemd/system" && UnitTypes.Contains(Path.GetExtension(path)))
                .Select(path => Path.GetFileName(path)),
        ];
        if (Enabled(units) is { } enabled)
            return $"{enabled} is enabled";
        if (Running(units) is { } running)
            return $"{running} runs";
        return ChangedFile(package) is { } file ? $"{file} was changed" : null;
    }

    /// <summary>One of these units, or an instance of one, that starts with others. Preparation disabled all that it brought.</summary>
    private string? Enabled(List<string> units) => run.Files.List(UnitDirectory)
        .Where(d => d.EndsWith(".wants", StringComparison.Ordinal) || d.EndsWith(".requires", StringComparison.Ordinal))
        .SelectMany(d => run.Files.List($"{UnitDirectory}/{d}"))
        .FirstOrDefault(name => units.Contains(Template(name)));

    private string? Running(List<string> units)
    {
        if (units.Count == 0)
            return null;
        var patterns = units.Select(u => u.Replace("@.", "@*.", StringComparison.Ordinal));
        var listed = run.Tools.Require("systemctl", ["list-units", "--plain", "--no-legend", "--no-pager", "--state=active,activating,reloading", "--", .. patterns]);
        return listed.Split(' ', '\n')[0] is { Length: > 0 } first ? first : null;
    }

    /// <summary><c>NAME@.TYPE</c> of an instance of it; any other name as it is.</summary>
    private static string Template(string unit) => unit.IndexOf('@') is var at and > 0 ? unit[..(at + 1)] + Path.GetExtension(unit) : unit;

    /// <summary>A file of its configuration that is no longer as it came: a line <c>??5?????? c PATH</c> of dpkg(1).</summary>
    private string? ChangedFile(string package)
    {
        var result = run.Tools.Run("dpkg", ["--verify", package]);
        if (result.ExitCode is not (0 or 1))
            throw new ToolException($"dpkg --verify {package} failed with exit code {result.ExitCode}: {ToolErrors.Summary(result)}");
        return result.Output.Split('\n')
            .Where(line => line.StartsWith("??5", StringComparison.Ordinal))
            .Select(line => line.Split(" c ", 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => parts[1])
            .FirstOrDefault();
    }

    /// <summary>Adds those that cannot go without packages which are not to go.</summary>
    private void KeepWhatOthersNeed(IReadOnlyList<string> packages, Dictionary<string, string> kept)
    {
        // Keeping one keeps what it needs too: as often as something is added.
        while (packages.Where(p => !kept.ContainsKey(p)).ToList() is { Count: > 0 } left && Losses(left, left) is { Count: > 0 } losses)
        {
            // Where no single one is to blame, somebody needs either of two, and both stay.
            var needed = left.Select(p => (Package: p, By: Losses([p], left))).Where(n => n.By.Count > 0).ToList();
            foreach (var (package, by) in needed.Count > 0 ? needed : left.ConvertAll(p => (Package: p, By: losses)))
                kept[package] = $"{string.Join(", ", by)} {(by.Count == 1 ? "needs" : "need")} it";
        }
    }

    /// <summary>What would go with packages and is not among those that are to go.</summary>
    private List<string> Losses(List<string> purged, List<string> meant) => [.. Simulate(["purge", "--", .. purged]).Except(meant)];

    private List<string> Superfluous() => Simulate(["autoremove"]);

    /// <summary>Packages that would go: lines <c>Remv NAME [VERSION]</c> and <c>Purg NAME [VERSION]</c> of apt-get(8).</summary>
    private List<string> Simulate(string[] command) =>
    [
        .. run.Tools.Require("apt-get", ["--simulate", "--quiet", .. command])
            .Split('\n')
            .Select(line => line.Split(' '))
            .Where(words => words is ["Remv" or "Purg", _, ..])
            .Select(words => words[1]),
    ];

    private void Purge(IReadOnlyList<string> packages) => run.Tools.Require(
        "env",
        ["DEBIAN_FRONTEND=noninteractive", "apt-get", "--yes", "--quiet", "-o", "DPkg::Lock::Timeout=60", "purge", "--", .. packages],
        timeout: TimeSpan.FromMinutes(10));
}
