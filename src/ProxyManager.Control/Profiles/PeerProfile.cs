using System.Text;
using ProxyManager.Compilation;
using ProxyManager.Compilation.WireGuard;
using ProxyManager.Fleets;

namespace ProxyManager.Control;

/// <summary>The configuration that an unmanaged peer imports (wg-quick(8)).</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Peer">Name of the peer.</param>
/// <param name="Text">The file.</param>
/// <param name="HasPrivateKey">It works as it stands; else it has a place for the private key.</param>
/// <param name="Warnings">What is missing in it.</param>
public sealed record PeerProfile(string Fleet, string Peer, string Text, bool HasPrivateKey, IReadOnlyList<string> Warnings)
{
    /// <param name="fleet">The fleet.</param>
    /// <param name="peer">The peer.</param>
    /// <param name="templates">Renders the file.</param>
    /// <param name="privateKey">Its private key; null leaves a place for it.</param>
    /// <param name="presharedKey">Its preshared key; null leaves a comment with the reference, where there is one.</param>
    internal static PeerProfile Of(Fleet fleet, Peer peer, ITemplateRenderer templates, string? privateKey, string? presharedKey)
    {
        var missing = fleet.Gateways
            .Where(g => peer.Via.Contains(g.Name) && g.PublicKey is null)
            .Select(g => $"{g.Name} has no WireGuard key yet and is left out of the configuration of {peer.Name}; run: pm host init {g.Name}");
        return new PeerProfile(
            fleet.Name,
            peer.Name,
            templates.Render(WgQuickModel.Template, WgQuickModel.Create(fleet, peer, privateKey, presharedKey)),
            privateKey is not null,
            privateKey is not null ? [.. missing] : [.. missing, $"the private key of {peer.Name} was made elsewhere: put it where the configuration says PrivateKey, or it is not accepted"]);
    }

    /// <summary>The file as a QR code, which apps for phones scan.</summary>
    /// <exception cref="UsageException">It is too long for one.</exception>
    public QrCode Encode(IQrEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return encoder.Encode(Text) ?? throw new UsageException(
            "PM2142",
            $"the configuration of '{Peer}' is too long for a QR code: {Encoding.UTF8.GetByteCount(Text)} bytes, and the largest holds 2953",
            "name fewer gateways in its 'via:', shorten the template, or hand out the file instead");
    }

    /// <summary>Files for configurations of peers.</summary>
    /// <param name="overwrite">Files that are there already are replaced.</param>
    public static PrivateFiles Files(bool overwrite = false) => new("PM2141", "the configuration", overwrite);

    /// <summary>Adds it to files that are to be written.</summary>
    /// <param name="files">Takes them.</param>
    /// <param name="path">File for its text; null for none.</param>
    /// <param name="picture">File for its QR code as PNG; null for none.</param>
    /// <param name="encoder">Makes the QR code.</param>
    /// <exception cref="UsageException">A file is there already, or the text is too long for a QR code.</exception>
    public void AddTo(PrivateFiles files, string? path, string? picture, IQrEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (path is not null)
            files.Add(path, Encoding.UTF8.GetBytes(Text));
        if (picture is not null)
            files.Add(picture, Encode(encoder).Png);
    }

    /// <summary>Says nothing of the private key.</summary>
    public override string ToString() => $"{Fleet}/{Peer}";
}
