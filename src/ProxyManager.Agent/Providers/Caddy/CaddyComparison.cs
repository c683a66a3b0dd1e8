using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>
/// Compares what Caddy runs with what it has to run, as JSON, by whichever names its listeners go. A pair of texts that was found equal is
/// kept until the next boot, so that only what has changed is compared again; the texts themselves, since a hash would have every pass load a library for cryptography.
/// </summary>
internal static class CaddyComparison
{
    /// <returns>The differences, a line a place; empty when there are none.</returns>
    public static IReadOnlyList<string> Lines(CaddyResource caddy, ReadOnlyMemory<byte> live, RunContext run)
    {
        var path = $"{HostPaths.Run}/{caddy.Unit}.seen";
        var pair = Pair(live.Span, caddy.Config);
        if (run.Files.ReadBytes(path).AsSpan().SequenceEqual(pair))
            return [];
        var lines = Lines(live, caddy.Config);
        if (lines.Count == 0)
            run.Files.Remember(path, pair, FileModes.OwnerOnly);
        return lines;
    }

    /// <inheritdoc cref="Lines(CaddyResource, ReadOnlyMemory{byte}, RunContext)"/>
    /// <exception cref="ToolException">What Caddy runs is no JSON.</exception>
    public static IReadOnlyList<string> Lines(ReadOnlyMemory<byte> live, string desired) => ToolOutput.Parse("Caddy", live, running =>
    {
        using var before = JsonDocument.Parse(running);
        using var after = JsonDocument.Parse(CaddyListeners.Of(running).AreSecond ? CaddyListeners.WithSecondNames(desired) : desired);
        return JsonDifference.Lines(before.RootElement, after.RootElement);
    });

    /// <summary>Both texts, such that no two others are the same together.</summary>
    private static byte[] Pair(ReadOnlySpan<byte> live, string desired)
    {
        var pair = new byte[sizeof(int) + live.Length + Encoding.UTF8.GetByteCount(desired)];
        BinaryPrimitives.WriteInt32LittleEndian(pair, live.Length);
        live.CopyTo(pair.AsSpan(sizeof(int)));
        Encoding.UTF8.GetBytes(desired, pair.AsSpan(sizeof(int) + live.Length));
        return pair;
    }
}
