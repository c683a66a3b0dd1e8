using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>A reference to a secret: <c>env:NAME</c>, <c>file:PATH</c> or <c>command:PROGRAM ARG…</c>.</summary>
public sealed partial class SecretReferenceForm : ScalarForm<SecretReference>
{
    private const string Pattern = @"^(env:[A-Za-z_][A-Za-z0-9_]*|(file|command):[^ ].*)$";

    private SecretReferenceForm()
        : base("where the secret is found: env:NAME, file:PATH or command:PROGRAM ARG…")
    {
    }

    public static SecretReferenceForm Instance { get; } = new();

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };

    /// <summary>What a reference to a place of this kind begins with.</summary>
    internal static string Prefix(SecretSource source) => source switch
    {
        SecretSource.Environment => "env:",
        SecretSource.File => "file:",
        _ => "command:",
    };

    private protected override Parsed<SecretReference> Convert(string text)
    {
        if (!ReferencePattern().IsMatch(text))
            return Parsed.Bad<SecretReference>("is not a reference to a secret");
        var source = Enum.GetValues<SecretSource>().First(s => text.StartsWith(Prefix(s), StringComparison.Ordinal));
        return Parsed.Good(new SecretReference(source, text[Prefix(source).Length..]));
    }

    /// <summary>Somebody may have written the secret itself: no message repeats it.</summary>
    private protected override string Quote(string text) => "the value (not shown, for it could be the secret itself)";

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex ReferencePattern();
}
