using System.CommandLine;
using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Formats.QrCodes;

namespace ProxyManager.Cli.Commands;

/// <summary>The options that say how the configuration of a peer is handed out. Without any it is printed.</summary>
internal sealed class ProfileOptionSet
{
    private readonly Option<string?> _out = new("--out", "-o") { Description = "Write it to this file (mode 0600).", HelpName = "FILE" };
    private readonly Option<bool> _qr = new("--qr") { Description = "Print it as a QR code, for the camera of a phone." };
    private readonly Option<string?> _png = new("--png") { Description = "Write its QR code to this file (mode 0600).", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Options.Add(_out);
        command.Options.Add(_qr);
        command.Options.Add(_png);
    }

    /// <summary>One of them was given.</summary>
    public bool IsGiven(Invocation invocation) => invocation.Value(_out) is not null || invocation.Value(_qr) || invocation.Value(_png) is not null;

    /// <summary>Makes what is handed out. Nothing is written yet.</summary>
    /// <exception cref="UsageException">A file is there already, or the configuration is too long for a QR code.</exception>
    public ProfileHandout Prepare(Invocation invocation, PeerProfile profile, bool overwrite = false)
    {
        var encoder = new QrEncoder();
        var files = PeerProfile.Files(overwrite);
        profile.AddTo(files, invocation.Value(_out), invocation.Value(_png), encoder);
        return new ProfileHandout(profile, IsGiven(invocation) ? null : profile.Text, invocation.Value(_qr) ? profile.Encode(encoder).Text : null, files);
    }
}
