using System.Globalization;
using System.Text;

namespace ProxyManager.Resources;

/// <summary>Which characters may reach a terminal, a log or another program's configuration.</summary>
public static class Printable
{
    private const int ShownLength = 60;

    /// <summary>
    /// The first character that is not printable, such as <c>U+000A</c>: controls, line separators, lone surrogates, private and unassigned ones, and
    /// invisible formatting (text that reads otherwise than it is) except the two joiners that ordinary words need. Null when there is none.
    /// </summary>
    public static string? FirstOffence(string text)
    {
        // Nearly all texts are ASCII.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsPrintable(rune))
                return $"U+{rune.Value:X4}";
        }

        return null;
    }

    /// <summary>A text for a message: unprintable characters replaced, shortened where it is long.</summary>
    public static string Shorten(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= ShownLength)
                return shown.Append('…').ToString();
            shown.Append(IsPrintable(rune) ? rune.ToString() : "\uFFFD");
        }

        return shown.ToString();
    }

    private static bool IsPrintable(Rune rune)
    {
        const int zeroWidthNonJoiner = 0x200C;
        const int zeroWidthJoiner = 0x200D;

        // Enumerating a lone surrogate yields the replacement character.
        if (rune == Rune.ReplacementChar)
            return false;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
            UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => false,
            UnicodeCategory.Format => rune.Value is zeroWidthNonJoiner or zeroWidthJoiner,
            _ => true,
        };
    }
}
