using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>The place of the engine's program, where a link stands to the distribution's Caddy as long as no other was brought.</summary>
internal static class CaddyLink
{
    public const string OfDistribution = "/usr/bin/caddy";

    /// <summary>A program is there, or the link that preparation made.</summary>
    /// <param name="path">The place.</param>
    /// <param name="files">The host's files.</param>
    public static bool IsInPlace(string path, HostFiles files) =>
        files.Exists(path) && files.LinkTarget(path) is null or OfDistribution;

    /// <summary>The program that a repair leaves at a place: what is there, else the distribution's.</summary>
    public static string Effective(string path, HostFiles files) => IsInPlace(path, files) ? path : OfDistribution;

    public static void Make(string path, HostFiles files)
    {
        files.CreateDirectory(Path.GetDirectoryName(path)!, FileModes.Executable);
        files.Link(path, OfDistribution);
    }
}
