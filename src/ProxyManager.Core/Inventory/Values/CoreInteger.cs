using System.Globalization;

namespace ProxyManager.Inventory.Values;

/// <summary>Integers of the YAML 1.2 core schema: decimal, <c>0o17</c> and <c>0x1F</c>.</summary>
public static class CoreInteger
{
    /// <summary>Reads an integer. False when it is none, or one that 64 bits cannot hold.</summary>
    public static bool TryParse(string text, out long value)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;
        if (text.StartsWith("0o", StringComparison.Ordinal))
            return TryParseOctal(text.AsSpan(2), out value);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryParseOctal(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7' || value > long.MaxValue >> 3)
                return false;
            value = (value << 3) | (uint)(digit - '0');
        }

        return digits.Length > 0;
    }
}
