using System.Diagnostics;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>The real engines, where this machine has them.</summary>
internal static class EngineBinaries
{
    public static string? Haproxy { get; } = OnPath("haproxy");

    /// <summary>A Caddy with layer4: <c>PM_CADDY</c>, else the one on the path if it has it.</summary>
    public static string? CaddyWithLayer4 { get; } =
        new[] { Environment.GetEnvironmentVariable("PM_CADDY"), OnPath("caddy") }.FirstOrDefault(p => File.Exists(p) && HasLayer4(p));

    private static string? OnPath(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(':').Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);

    private static bool HasLayer4(string caddy)
    {
        using var process = Process.Start(new ProcessStartInfo(caddy, ["list-modules"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return process.StandardOutput.ReadToEnd().Split('\n').Contains("layer4");
    }
}
