using ProxyManager.Cmdlets.Isolation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;

namespace ProxyManager.Cmdlets;

/// <summary>The forms in which the configuration of a peer is handed out, besides its text.</summary>
/// <param name="Path">File for the text; null for none.</param>
/// <param name="PngPath">File for the QR code; null for none.</param>
/// <param name="Qr">As a QR code for the terminal.</param>
internal sealed record ProfileForms(string? Path, string? PngPath, bool Qr)
{
    /// <summary>Makes them. The files are not written yet.</summary>
    /// <param name="profile">What is handed out.</param>
    /// <param name="files">Takes the files.</param>
    /// <param name="inventory">The inventory that it comes from.</param>
    /// <exception cref="UsageException">A file is there already, or the configuration is too long for a QR code.</exception>
    public PeerConfig Prepare(PeerProfile profile, PrivateFiles files, string inventory)
    {
        var encoder = FormatsLibrary.QrEncoder();
        profile.AddTo(files, Path, PngPath, encoder);
        return new PeerConfig(profile, inventory)
        {
            Content = Path is null && PngPath is null ? profile.Text : null,
            Path = Path,
            PngPath = PngPath,
            QrCode = Qr ? profile.Encode(encoder).Text : null,
        };
    }
}
