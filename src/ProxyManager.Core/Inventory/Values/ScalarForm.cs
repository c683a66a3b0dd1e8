using System.Text.Json.Nodes;

namespace ProxyManager.Inventory.Values;

/// <summary>The form of a scalar: which texts are allowed, and how a JSON schema says so.</summary>
public abstract class ScalarForm
{
    private protected ScalarForm(string expected) => Expected = expected;

    /// <summary>What is allowed, to follow "expected", such as <c>a port (1–65535)</c>.</summary>
    public string Expected { get; }

    /// <summary>Reports what is wrong with a scalar.</summary>
    /// <returns>True when it has the form.</returns>
    public abstract bool Check(ScalarNode node, ICollection<Diagnostic> diagnostics);

    /// <summary>A scalar of this form where it can be one: a number or a word of YAML where the form takes such, else a string.</summary>
    public abstract ScalarNode ToNode(string text);

    /// <summary>The keywords of JSON Schema (draft 2020-12) for this form. What they cannot say is left to <see cref="Check"/>.</summary>
    public abstract JsonObject ToSchema();
}
