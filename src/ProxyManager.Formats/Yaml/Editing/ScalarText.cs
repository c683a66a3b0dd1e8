using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;
using YamlDotNet.Core;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>Writes scalars (YAML 1.2.2, 7.3).</summary>
internal static partial class ScalarText
{
    /// <summary>A scalar on one line.</summary>
    /// <param name="scalar">What it says.</param>
    /// <param name="style">The quotes to use where it is a string; what must be escaped is in double quotes all the same.</param>
    public static string Write(ScalarNode scalar, ScalarStyle style)
    {
        if (scalar.Kind != ScalarKind.String)
            return scalar.Text;
        if (scalar.Text.Any(NeedsEscape))
            return DoubleQuoted(scalar.Text);
        return style switch
        {
            ScalarStyle.SingleQuoted => $"'{scalar.Text.Replace("'", "''", StringComparison.Ordinal)}'",
            ScalarStyle.Plain => scalar.Text,
            _ => DoubleQuoted(scalar.Text),
        };
    }

    /// <summary>A key. One that is no string without quotes, such as <c>null</c> or <c>1234</c>, is another key for other programs.</summary>
    public static string Key(string name) =>
        PlainText().IsMatch(name) && !name.Contains(": ", StringComparison.Ordinal) && CoreSchema.Resolve(name) == ScalarKind.String ? name : DoubleQuoted(name);

    /// <summary>A string that needs no quotes in any place; fewer than there are. What looks like an IPv6 address or a time reads as something else in places.</summary>
    public static bool IsPlain(string text) =>
        PlainText().IsMatch(text) && !Misread().IsMatch(text) && CoreSchema.Resolve(text) == ScalarKind.String;

    /// <summary>A string in double quotes, as JSON takes it too.</summary>
    public static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (NeedsEscape(c))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private static bool NeedsEscape(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';

    [GeneratedRegex(@"^[\p{L}0-9/.+]([\p{L}\p{Nd}/.+=_@~ :-]*[\p{L}\p{Nd}/.+=_~-])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainText();

    [GeneratedRegex(@": |::|^[0-9.:]*:[0-9.:]*\z| [-.]{3}|^\.{3}", RegexOptions.CultureInvariant)]
    private static partial Regex Misread();
}
