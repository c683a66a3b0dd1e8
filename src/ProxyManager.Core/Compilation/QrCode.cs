namespace ProxyManager.Compilation;

/// <summary>A QR code, quiet zone included.</summary>
/// <param name="Text">For a terminal: lines of half blocks, two rows of modules a line. The blocks are the light modules, so they must be lighter than what is behind them.</param>
/// <param name="Png">As a picture, dark on light.</param>
public sealed record QrCode(string Text, ReadOnlyMemory<byte> Png);
