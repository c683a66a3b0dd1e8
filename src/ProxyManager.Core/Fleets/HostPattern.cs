using ProxyManager.Fleets.Resolution;
using ProxyManager.Inventory;

namespace ProxyManager.Fleets;

/// <summary>
/// A pattern that selects hosts, as Ansible writes them (https://docs.ansible.com/ansible/latest/inventory_guide/intro_patterns.html): names, groups, <c>*</c> for any text,
/// <c>a:b</c> or <c>a,b</c> for both, <c>a:&amp;b</c> for what both have, <c>a:!b</c> for a without b, <c>~regex</c>, and the words <c>all</c>, <c>gateways</c>,
/// <c>peers</c>, <c>managed</c>. As there, unions come first, then intersections, then what is left out, wherever they stand.
/// </summary>
public static class HostPattern
{
    /// <summary>Selects hosts of a fleet.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="source">Where the pattern comes from, for messages: <c>--limit</c>.</param>
    public static HostSelection Select(Fleet fleet, string pattern, string source)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        ArgumentNullException.ThrowIfNull(pattern);
        var errors = new List<Diagnostic>();
        var terms = HostPatternTerm.Split(pattern, source, errors);
        return errors.Count > 0 ? new([], errors) : Select(fleet, terms, source);
    }

    private static HostSelection Select(Fleet fleet, IReadOnlyList<HostPatternTerm> terms, string source)
    {
        var words = new HostWords(fleet);
        var errors = new List<Diagnostic>();
        var matches = new Dictionary<HostPatternTerm, HashSet<string>>();
        foreach (var term in terms)
            matches[term] = words.Match(term, errors);
        if (errors.Count > 0)
            return new([], errors);

        var unions = terms.Where(t => t.Role == HostPatternRole.Union).ToList();
        var names = new HashSet<string>(unions.Count == 0 ? words.All : unions.SelectMany(t => matches[t]), StringComparer.Ordinal);
        foreach (var term in terms.Where(t => t.Role == HostPatternRole.Intersection))
            names.IntersectWith(matches[term]);
        foreach (var term in terms.Where(t => t.Role == HostPatternRole.Exclusion))
            names.ExceptWith(matches[term]);

        Host[] hosts = [.. fleet.Gateways.Cast<Host>().Concat(fleet.Peers).Where(h => names.Contains(h.Name))];
        return hosts.Length > 0
            ? new(hosts, [])
            : new([], [new(ResolutionCodes.PatternMatchesNothing, DiagnosticSeverity.Error, new(source, 1, 1), "no host matches the whole pattern")]);
    }
}
