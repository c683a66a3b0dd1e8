using System.Text.Json.Nodes;

namespace ProxyManager.Inventory.Values;

/// <summary>One of a few words.</summary>
public sealed class WordForm<T> : ScalarForm<T>
{
    private readonly IReadOnlyDictionary<string, T> _words;

    internal WordForm(params (string Word, T Value)[] words)
        : base(string.Join(", ", words.SkipLast(1).Select(w => w.Word)) + (words.Length > 1 ? " or " : "") + words[^1].Word) =>
        _words = new OrderedDictionary<string, T>(words.Select(w => KeyValuePair.Create(w.Word, w.Value)), StringComparer.Ordinal);

    private protected override Parsed<T> Convert(string text) =>
        _words.TryGetValue(text, out var value)
            ? Parsed.Good(value)
            : Parsed.Bad<T>("is not allowed", NearestWord.Find(text, _words.Keys));

    public override JsonObject ToSchema() =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. _words.Keys.Select(w => (JsonNode)w)]) };
}
