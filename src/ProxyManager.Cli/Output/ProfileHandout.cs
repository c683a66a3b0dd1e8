using ProxyManager.Control;

namespace ProxyManager.Cli.Output;

/// <summary>The configuration of a peer, in the forms that were asked for.</summary>
/// <param name="Profile">What is handed out.</param>
/// <param name="Text">The text that is to be printed; null for none.</param>
/// <param name="QrCode">The QR code that is to be printed; null for none.</param>
/// <param name="Files">The files that are to be written.</param>
internal sealed record ProfileHandout(PeerProfile Profile, string? Text, string? QrCode, PrivateFiles Files)
{
    /// <summary>Prints it. Where nothing else is the answer, the names of its files are.</summary>
    public void Print(Terminal terminal)
    {
        foreach (var warning in Profile.Warnings)
            terminal.Error.WriteLine($"warning: {warning}");
        terminal.Output.Write(Text);
        foreach (var line in (QrCode ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            terminal.Output.WriteLine(terminal.PaintOnBlack(line));
        foreach (var path in Files.Paths)
            (Text is null && QrCode is null ? terminal.Output : terminal.Error).WriteLine(path);
    }
}
