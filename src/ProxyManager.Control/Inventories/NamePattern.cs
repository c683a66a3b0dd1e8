using System.Text;
using System.Text.RegularExpressions;

namespace ProxyManager.Control;

/// <summary>A name with wildcards, as shells have them: <c>*</c> is any text, <c>?</c> any character, <c>[a-c]</c> one of these, <c>[!a-c]</c> none of these. In any case.</summary>
public sealed class NamePattern
{
    private readonly Regex _expression;

    /// <param name="text">The pattern.</param>
    /// <exception cref="UsageException">A bracket is not closed, or there is nothing in it.</exception>
    public NamePattern(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        HasWildcards = text.AsSpan().ContainsAny('*', '?', '[');
        try
        {
            _expression = new Regex(Expression(text), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking);
        }
        catch (ArgumentException e)
        {
            throw new UsageException("PM2113", $"'{text}' is no pattern for names", "* is any text, ? any character, [a-c] one of these; close the bracket", e);
        }
    }

    /// <summary>As it was given.</summary>
    public string Text { get; }

    /// <summary>It may mean several names.</summary>
    public bool HasWildcards { get; }

    /// <summary>Whether it means a name.</summary>
    public bool IsMatch(string name) => _expression.IsMatch(name);

    private static string Expression(string text)
    {
        var expression = new StringBuilder(@"\A");
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '[')
            {
                var end = text.IndexOf(']', i);
                var set = end < 0 ? text[i..] : text[i..(end + 1)];
                var isNegated = set.Length > 1 && set[1] is '!' or '^';
                // Only the hyphen means something within brackets.
                expression.Append(isNegated ? "[^" : "[").Append(set[(isNegated ? 2 : 1)..].Replace(@"\", @"\\", StringComparison.Ordinal).Replace("^", @"\^", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal));
                i += set.Length - 1;
            }
            else
            {
                expression.Append(text[i] switch { '*' => ".*", '?' => ".", var c => Regex.Escape(c.ToString()) });
            }
        }

        return expression.Append(@"\z").ToString();
    }
}
