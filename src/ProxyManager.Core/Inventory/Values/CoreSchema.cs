using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>Types of plain scalars: the core schema (YAML 1.2.2, 10.3.2).</summary>
public static partial class CoreSchema
{
    /// <summary>The type of a plain scalar.</summary>
    public static ScalarKind Resolve(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
            return ScalarKind.Null;
        if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
            return ScalarKind.Boolean;
        if (text[0] is not (>= '0' and <= '9' or '+' or '-' or '.'))
            return ScalarKind.String;
        return Integer().IsMatch(text) ? ScalarKind.Integer : Float().IsMatch(text) ? ScalarKind.Float : ScalarKind.String;
    }

    [GeneratedRegex(@"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Float();
}
