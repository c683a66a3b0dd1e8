using System.Text;
using ProxyManager.Compilation;
using QRCoder;
using QRCoder.Exceptions;
using static QRCoder.QRCodeGenerator;

namespace ProxyManager.Formats.QrCodes;

/// <summary>Makes QR codes with QRCoder, whose PNG writer needs no graphics library.</summary>
public sealed class QrEncoder : IQrEncoder
{
    /// <summary>Pixels of a module: a phone reads the picture from a screen at arm's length.</summary>
    private const int ModuleSize = 6;

    public QrCode? Encode(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        using var code = TryEncode(content, ECCLevel.M) ?? TryEncode(content, ECCLevel.L);
        if (code is null)
            return null;
        using var picture = new PngByteQRCode(code);
        using var blocks = new AsciiQRCode(code);
        return new QrCode(blocks.GetGraphicSmall(endOfLine: "\n") + "\n", picture.GetGraphic(ModuleSize));
    }

    private static QRCodeData? TryEncode(byte[] content, ECCLevel correction)
    {
        try
        {
            return GenerateQrCode(content, correction);
        }
        catch (DataTooLongException)
        {
            return null;
        }
    }
}
