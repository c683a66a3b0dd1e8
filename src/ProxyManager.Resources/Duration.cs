using System.Globalization;

namespace ProxyManager.Resources;

/// <summary>Durations as people write them: a whole number and one of <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c>.</summary>
public static class Duration
{
    /// <summary>More digits than any duration needs.</summary>
    private const int MaxDigits = 9;

    /// <summary>Reads a duration; null when the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = text.TrimEnd('m', 's', 'h', 'd');
        if (digits.Length is 0 or > MaxDigits || !digits.All(char.IsAsciiDigit))
            return null;
        var number = long.Parse(digits, CultureInfo.InvariantCulture);
        return text[digits.Length..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(Math.Min(number, 1_000_000)),
            _ => null,
        };
    }
}
