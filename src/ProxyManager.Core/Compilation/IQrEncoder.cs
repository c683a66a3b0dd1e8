namespace ProxyManager.Compilation;

/// <summary>Port: makes QR codes (ISO/IEC 18004).</summary>
public interface IQrEncoder
{
    /// <summary>Encodes a text as UTF-8, with as much error correction as has room.</summary>
    /// <returns>Null when the text is longer than the largest code holds (2953 bytes).</returns>
    QrCode? Encode(string text);
}
