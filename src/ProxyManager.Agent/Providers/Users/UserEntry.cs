namespace ProxyManager.Agent.Providers.Users;

/// <summary>What a user's entry says besides who it is.</summary>
/// <param name="Home">Home directory.</param>
/// <param name="Shell">Login shell.</param>
internal sealed record UserEntry(string Home, string Shell)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static UserEntry Parse(string text) => new(text[..text.LastIndexOf(':')], text[(text.LastIndexOf(':') + 1)..]);

    /// <summary><c>HOME:SHELL</c>; neither can have a colon.</summary>
    public override string ToString() => $"{Home}:{Shell}";
}
