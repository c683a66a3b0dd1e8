using System.Text.RegularExpressions;
using ProxyManager.Fleets.Resolution;
using ProxyManager.Inventory;

namespace ProxyManager.Fleets;

/// <summary>A term of a host pattern.</summary>
/// <param name="Role">What it does.</param>
/// <param name="Text">Its text, without the sign of its role.</param>
/// <param name="Expression">What names must match as a whole; null when the text is a name or a word.</param>
/// <param name="Position">Where it begins in the pattern.</param>
internal sealed record HostPatternTerm(HostPatternRole Role, string Text, Regex? Expression, SourcePosition Position)
{
    // A pattern that takes longer on a name of at most 63 characters is made to hang.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>Takes a pattern apart. Separators within brackets of a regular expression are part of it.</summary>
    public static IReadOnlyList<HostPatternTerm> Split(string pattern, string source, ICollection<Diagnostic> errors)
    {
        var terms = new List<HostPatternTerm>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i <= pattern.Length; i++)
        {
            var c = i < pattern.Length ? pattern[i] : ',';
            if (c is '(' or '[' or '{')
                depth++;
            else if (c is ')' or ']' or '}')
                depth--;
            if (i < pattern.Length && (depth > 0 || c is not (':' or ',')))
                continue;
            if (Parse(pattern[start..i], new(source, 1, start + 1), errors) is { } term)
                terms.Add(term);
            start = i + 1;
        }

        return terms;
    }

    private static HostPatternTerm? Parse(string text, SourcePosition position, ICollection<Diagnostic> errors)
    {
        var trimmed = text.Trim();
        var role = trimmed.Length == 0 ? HostPatternRole.Union : trimmed[0] switch
        {
            '&' => HostPatternRole.Intersection,
            '!' => HostPatternRole.Exclusion,
            _ => HostPatternRole.Union,
        };
        var word = role == HostPatternRole.Union ? trimmed : trimmed[1..];
        if (word.Length == 0)
        {
            errors.Add(new(
                ResolutionCodes.PatternInvalid,
                DiagnosticSeverity.Error,
                position,
                "a term of the host pattern is empty",
                "names, groups, *, a:b, a:&b, a:!b and ~regex"));
            return null;
        }

        try
        {
            return new(role, word, Compile(word), position);
        }
        catch (ArgumentException e)
        {
            errors.Add(new(ResolutionCodes.PatternInvalid, DiagnosticSeverity.Error, position, $"'{word}' is no regular expression: {e.Message}"));
            return null;
        }
    }

    /// <summary>As in Ansible, a regular expression matches from the beginning of a name, a glob the whole name.</summary>
    private static Regex? Compile(string word)
    {
        if (word[0] == '~')
            return new(@"\A(?:" + word[1..] + ")", RegexOptions.CultureInvariant, MatchTimeout);
        return word.Contains('*', StringComparison.Ordinal)
            ? new(@"\A" + Regex.Escape(word).Replace(@"\*", ".*", StringComparison.Ordinal) + @"\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, MatchTimeout)
            : null;
    }
}
