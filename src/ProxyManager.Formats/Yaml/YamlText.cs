using System.Buffers;
using System.Text;
using System.Text.Unicode;
using ProxyManager.Inventory;

namespace ProxyManager.Formats.Yaml;

/// <summary>Turns bytes into the text that YAML allows (YAML 1.2.2, 5.1 and 5.2; of its encodings UTF-8 only).</summary>
internal static class YamlText
{
    // Besides what YAML forbids: NEL, LS and PS, which YAML 1.1 parsers take for line breaks and YAML 1.2 ones do not.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Except([0x09, 0x0A, 0x0D])
            .Concat(Enumerable.Range(0x7F, 0x21))
            .Concat([0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF])
            .Select(c => (char)c)));

    /// <summary>Decodes a file without its byte order mark.</summary>
    /// <exception cref="UnreadableException">The bytes are too many, not UTF-8 or not text.</exception>
    public static string Decode(InventoryFile file)
    {
        var bytes = file.Content.Span;
        if (bytes.Length > ReadingLimits.FileBytes)
            throw new UnreadableException(StructureCodes.FileTooLarge, new(file.Path, 1, 1), "the file is larger than 16 MB");
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new UnreadableException(StructureCodes.NotText, new(file.Path, 1, 1), "the file is in UTF-16", "save it as UTF-8");
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        if (!Utf8.IsValid(bytes))
            throw new UnreadableException(StructureCodes.NotText, FirstInvalid(file.Path, bytes), "the file is not UTF-8 from here on", "save it as UTF-8");

        var text = Encoding.UTF8.GetString(bytes);
        var forbidden = text.AsSpan().IndexOfAny(Forbidden);
        return forbidden < 0
            ? text
            : throw new UnreadableException(
                StructureCodes.NotText, End(file.Path, text.AsSpan(0, forbidden)), $"the character U+{(int)text[forbidden]:X4} is not allowed in a file", "use an escape in double quotes, or leave it out");
    }

    private static SourcePosition FirstInvalid(string path, ReadOnlySpan<byte> bytes)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == OperationStatus.Done)
            valid += length;
        return End(path, Encoding.UTF8.GetString(bytes[..valid]));
    }

    /// <summary>The place behind a text.</summary>
    private static SourcePosition End(string path, ReadOnlySpan<char> text) =>
        new(path, text.Count('\n') + 1, text.Length - text.LastIndexOf('\n'));
}
