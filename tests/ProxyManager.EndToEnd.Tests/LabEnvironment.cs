using ProxyManager.Lab;

namespace ProxyManager.EndToEnd.Tests;

/// <summary>What these tests take from the machine: the programs under test, and the right to raise labs.</summary>
internal static class LabEnvironment
{
    private static readonly Lazy<string?> Lacking = new(() => FindMissing() is { Count: > 0 } missing ? $"this machine lacks {string.Join("; ", missing)}" : null);

    /// <summary>Why no lab can be raised; null when one can.</summary>
    public static string? Missing => Lacking.Value;

    /// <summary>The checkout that these tests belong to.</summary>
    public static string Repository { get; } = RepositoryRoot();

    /// <summary>The <c>pm</c> of this build.</summary>
    public static string Pm { get; } = Path.Combine(Repository, "out/bin/pm");

    /// <summary>The agent that it brings to hosts: <c>PM_AGENT</c>, else the one that the build made.</summary>
    public static string Agent { get; } = Variable("PM_AGENT") ?? Path.Combine(Repository, "out/agent/linux-x64/pm-agent");

    /// <summary>A Caddy with layer4; null where there is none.</summary>
    public static string? Caddy { get; } = LabCaddy.Find();

    /// <summary>What the hosts of labs run: <c>PM_LAB_SYSTEM</c>, else Debian 12.</summary>
    public static LabSystem System { get; } = Variable("PM_LAB_SYSTEM") is { } name ? Enum.Parse<LabSystem>(name) : LabSystem.Debian12;

    /// <summary>Packages of Docker; its command line is one of its own in newer Debians.</summary>
    public static string Docker => System == LabSystem.Debian12 ? "docker.io" : "docker.io docker-cli";

    /// <summary>Why no test can use a Caddy with layer4; null when one can.</summary>
    public static string? MissingCaddy => Caddy is null ? "PM_CADDY names no Caddy with layer4, and none is on the path" : null;

    private static List<string> FindMissing()
    {
        List<string> missing = [.. LabRequirements.Check()];
        if (!File.Exists(Pm))
            missing.Add($"pm (expected at {Pm}; scripts/build.sh builds it)");
        if (!File.Exists(Agent))
            missing.Add($"the agent (expected at {Agent}; scripts/build.sh builds it, PM_AGENT names another)");
        return missing;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string RepositoryRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "ProxyManager.slnx")))
                return directory.FullName;
        }
        return AppContext.BaseDirectory;
    }
}
