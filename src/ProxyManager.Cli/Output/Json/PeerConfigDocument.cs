namespace ProxyManager.Cli.Output.Json;

/// <summary>The configuration of a peer.</summary>
internal sealed record PeerConfigDocument(
    string Fleet, string Peer, bool HasPrivateKey, string? Profile, string? QrCode, IReadOnlyList<string> Files, IReadOnlyList<string> Warnings)
{
    public int Schema { get; init; } = 1;

    public static PeerConfigDocument Of(ProfileHandout handout) => new(
        handout.Profile.Fleet,
        handout.Profile.Peer,
        handout.Profile.HasPrivateKey,
        handout.Text,
        handout.QrCode,
        handout.Files.Paths,
        handout.Profile.Warnings);
}
