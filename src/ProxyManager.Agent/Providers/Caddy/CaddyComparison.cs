using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>
/// Compares what Caddy runs with what it has to run, as JSON. A pair of texts that was found equal is known by its hash until the next boot,
/// so that only what has changed is compared again.
/// </summary>
internal static class CaddyComparison
{
    /// <returns>The differences, a line a place; empty when there are none.</returns>
    public static IReadOnlyList<string> Lines(CaddyResource caddy, ReadOnlyMemory<byte> live, RunContext run)
    {
        var path = $"{HostPaths.Run}/{caddy.Unit}.seen";
        var pair = Hash(live.Span, caddy.Config);
        if (run.Files.ReadText(path) == pair)
            return [];
        var lines = Lines(live, caddy.Config);
        if (lines.Count == 0)
            run.Files.Remember(path, pair);
        return lines;
    }

    /// <inheritdoc cref="Lines(CaddyResource, ReadOnlyMemory{byte}, RunContext)"/>
    /// <exception cref="ToolException">What Caddy runs is no JSON.</exception>
    public static IReadOnlyList<string> Lines(ReadOnlyMemory<byte> live, string desired) => ToolOutput.Parse("Caddy", live, running =>
    {
        using var before = JsonDocument.Parse(running);
        using var after = JsonDocument.Parse(desired);
        return JsonDifference.Lines(before.RootElement, after.RootElement);
    });

    private static string Hash(ReadOnlySpan<byte> live, string desired)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BitConverter.TryWriteBytes(length, live.Length);
        hash.AppendData(length);
        hash.AppendData(live);
        hash.AppendData(Encoding.UTF8.GetBytes(desired));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
