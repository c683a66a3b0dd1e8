using ProxyManager.Resources;

namespace ProxyManager.Inventory.Values;

/// <summary>A form whose texts stand for values of a type.</summary>
public abstract class ScalarForm<T> : ScalarForm
{
    private protected ScalarForm(string expected)
        : base(expected)
    {
    }

    /// <summary>The value of a scalar that has been checked.</summary>
    /// <exception cref="FormatException">The scalar does not have the form.</exception>
    public Located<T> Read(ScalarNode node)
    {
        if (node.Kept(this) is { } kept)
            return kept;
        var parsed = Accepts(node.Kind) ? Parse(node.Text) : Parsed.Bad<T>("has another type");
        return parsed.Problem is null
            ? new(parsed.Value!, node.Position)
            : throw new FormatException($"{node.Position}: {Quote(node.Text)} {parsed.Problem}; expected {Expected}");
    }

    /// <summary>Reads a text that does not come from a file, such as an option's value.</summary>
    public Parsed<T> Parse(string text) =>
        Unprintable(text) is { } character ? Parsed.Bad<T>($"contains the character {character}") : Convert(text);

    public override bool Check(ScalarNode node, ICollection<Diagnostic> diagnostics)
    {
        if (!Accepts(node.Kind))
        {
            diagnostics.Add(WrongType(node));
            return false;
        }

        if (Unprintable(node.Text) is { } character)
        {
            diagnostics.Add(new(
                StructureCodes.NotPrintable, DiagnosticSeverity.Error, node.Position, $"{Quote(node.Text)} contains the character {character}, which is not allowed here", $"expected {Expected}"));
            return false;
        }

        var parsed = Convert(node.Text);
        if (parsed.Problem is null)
        {
            node.Keep(this, new(parsed.Value!, node.Position));
            return true;
        }

        diagnostics.Add(new(
            StructureCodes.WrongForm, DiagnosticSeverity.Error, node.Position, $"{Quote(node.Text)} {parsed.Problem}", $"expected {Expected}", parsed.Suggestion));
        return false;
    }

    public override ScalarNode ToNode(string text)
    {
        var kind = CoreSchema.Resolve(text);
        return new(default, Accepts(kind) ? kind : ScalarKind.String, kind == ScalarKind.Boolean && Accepts(kind) ? text.ToLowerInvariant() : text);
    }

    /// <summary>Reads a text that has no character which the form never allows.</summary>
    private protected abstract Parsed<T> Convert(string text);

    /// <summary>Whether a scalar of this type can have the form at all. Unless a form says otherwise: strings.</summary>
    private protected virtual bool Accepts(ScalarKind kind) => kind == ScalarKind.String;

    /// <summary>The text as messages show it.</summary>
    private protected virtual string Quote(string text) => $"'{Printable.Shorten(text)}'";

    /// <summary>The first character that the form never allows, such as <c>U+000A</c>; null when there is none.</summary>
    private protected virtual string? Unprintable(string text) => Printable.FirstOffence(text);

    private Diagnostic WrongType(ScalarNode node)
    {
        var quote = node.Kind != ScalarKind.Null && Accepts(ScalarKind.String) && Parse(node.Text).Problem is null;
        return new(
            node.Kind == ScalarKind.Null ? StructureCodes.Nothing : StructureCodes.WrongType,
            DiagnosticSeverity.Error,
            node.Position,
            node.Kind == ScalarKind.Null
                ? "a value is missing"
                : $"{Quote(node.Text)} is {Name(node.Kind)}" + (quote ? ", which is not a string: quote it" : ""),
            $"expected {Expected}");
    }

    private static string Name(ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean => "a boolean",
        ScalarKind.Integer => "an integer",
        ScalarKind.Float => "a fraction",
        _ => "a string",
    };
}
