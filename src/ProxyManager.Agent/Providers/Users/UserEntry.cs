namespace ProxyManager.Agent.Providers.Users;

/// <summary>A user's entry besides the name.</summary>
/// <param name="Id">User id.</param>
/// <param name="Group">Id of the user's own group.</param>
/// <param name="Home">Home directory.</param>
/// <param name="Shell">Login shell.</param>
internal sealed record UserEntry(string Id, string Group, string Home, string Shell)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static UserEntry Parse(string text) => text.Split(':') is [var id, var group, var home, var shell]
        ? new UserEntry(id, group, home, shell)
        : throw new FormatException($"'{text}' is no captured user");

    /// <summary><c>ID:GROUP:HOME:SHELL</c>; none of them can have a colon.</summary>
    public override string ToString() => $"{Id}:{Group}:{Home}:{Shell}";
}
