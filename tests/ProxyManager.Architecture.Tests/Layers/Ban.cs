using System.Text.RegularExpressions;

namespace ProxyManager.Architecture.Tests.Layers;

/// <summary>Members of the base library that some code must not call.</summary>
/// <param name="Members">Matches a member written as <c>Namespace.Type::Member</c>.</param>
/// <param name="Reason">Why, and what to do instead.</param>
/// <param name="Projects">The projects that it holds for.</param>
/// <param name="Except">The namespaces or types in them that may.</param>
internal sealed record Ban(string Members, string Reason, string[] Projects, params string[] Except)
{
    private readonly Regex _members = new($"^({Members})");

    public bool Forbids(MemberUse use) => _members.IsMatch(use.Member) && !Except.Any(e => IsWithin(use.Type, e));

    private static bool IsWithin(string type, string place) =>
        type.StartsWith(place, StringComparison.Ordinal) && (type.Length == place.Length || type[place.Length] == '.');
}
