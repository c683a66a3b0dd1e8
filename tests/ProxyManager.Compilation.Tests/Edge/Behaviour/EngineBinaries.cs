using System.Diagnostics;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>The real engines, where this machine has them.</summary>
internal static class EngineBinaries
{
    public static string? Haproxy { get; } = OnPath("haproxy");

    /// <summary>A Caddy with layer4: <c>PM_CADDY</c>, else the one on the path if it has it.</summary>
    public static string? CaddyWithLayer4 { get; } =
        new[] { Environment.GetEnvironmentVariable("PM_CADDY"), OnPath("caddy") }.FirstOrDefault(p => File.Exists(p) && HasLayer4(p));

    /// <summary>The Caddy on the path if it is that of Debian 12.</summary>
    public static string? OldCaddy { get; } = OnPath("caddy") is { } caddy && Output(caddy, "version").TrimStart('v').StartsWith("2.6.", StringComparison.Ordinal) ? caddy : null;

    /// <summary>The program that a fleet's Caddy is compiled for.</summary>
    public static string Caddy(EdgeFleet fleet) => fleet.HasOldCaddy ? OldCaddy! : CaddyWithLayer4!;

    private static string? OnPath(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(':').Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);

    private static bool HasLayer4(string caddy) => Output(caddy, "list-modules").Split('\n').Contains("layer4");

    private static string Output(string program, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [argument]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return process.StandardOutput.ReadToEnd();
    }
}
