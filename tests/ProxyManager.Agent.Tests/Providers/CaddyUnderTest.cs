namespace ProxyManager.Agent.Tests.Providers;

/// <summary>The Caddy that tests run: <c>PM_CADDY</c> is its path, or that of a link to it.</summary>
internal static class CaddyUnderTest
{
    /// <summary>The program behind links: in the engine's place, a link to anything but the distribution's Caddy is a breakage.</summary>
    public static string Program { get; } = Resolve(Environment.GetEnvironmentVariable("PM_CADDY") ?? "/usr/bin/caddy");

    private static string Resolve(string path) => File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
}
