using System.Text.RegularExpressions;
using ProxyManager.Fleets.Resolution;
using ProxyManager.Inventory;

namespace ProxyManager.Fleets;

/// <summary>The words that can stand for hosts of a fleet, each with the names of its hosts.</summary>
internal sealed class HostWords
{
    private readonly Dictionary<string, IReadOnlyList<string>> _names = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _words;

    public HostWords(Fleet fleet)
    {
        _words = fleet.BuiltInGroups;
        foreach (var host in All)
            _names[host] = [host];
        foreach (var (group, hosts) in fleet.Groups)
            _names[group] = hosts;
    }

    /// <summary>The names of all hosts.</summary>
    public IReadOnlyList<string> All => _words["all"];

    /// <summary>The names of the hosts that a term means. A word that nothing has is an error, as is a glob or expression that should add hosts and finds none.</summary>
    public HashSet<string> Match(HostPatternTerm term, ICollection<Diagnostic> errors)
    {
        if (term.Expression is not { } expression)
        {
            if (_names.TryGetValue(term.Text, out var named) || _words.TryGetValue(term.Text, out named))
                return new(named, StringComparer.Ordinal);
            errors.Add(new(
                ResolutionCodes.PatternMatchesNothing,
                DiagnosticSeverity.Error,
                term.Position,
                $"there is no host or group '{term.Text}'",
                null,
                NearestWord.Find(term.Text, _names.Keys.Concat(_words.Keys))));
            return [];
        }

        try
        {
            var found = new HashSet<string>(_names.Where(w => expression.IsMatch(w.Key)).SelectMany(w => w.Value), StringComparer.Ordinal);
            if (found.Count == 0 && term.Role == HostPatternRole.Union)
                errors.Add(new(ResolutionCodes.PatternMatchesNothing, DiagnosticSeverity.Error, term.Position, $"no host or group matches '{term.Text}'"));
            return found;
        }
        catch (RegexMatchTimeoutException)
        {
            errors.Add(new(ResolutionCodes.PatternInvalid, DiagnosticSeverity.Error, term.Position, $"'{term.Text}' takes too long to match"));
            return [];
        }
    }
}
