using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Tests.Schema;

/// <summary>Evaluates the keywords of JSON Schema (draft 2020-12) that the product's schema uses; any other keyword fails the test.</summary>
internal static class SchemaEvaluator
{
    public static bool IsValid(JsonNode schema, InventoryNode value) => schema is JsonValue boolean
        ? boolean.GetValue<bool>()
        : schema.AsObject().All(keyword => Holds(keyword.Key, keyword.Value!, schema, value));

    private static bool Holds(string keyword, JsonNode argument, JsonNode schema, InventoryNode value) => keyword switch
    {
        "$schema" or "title" or "description" => true,
        "type" => IsType(argument.GetValue<string>(), value),
        "enum" => value is ScalarNode { Kind: ScalarKind.String } s && argument.AsArray().Any(a => a!.GetValue<string>() == s.Text),
        "pattern" => value is not ScalarNode { Kind: ScalarKind.String } s || Regex.IsMatch(s.Text, argument.GetValue<string>()),
        "maxLength" => value is not ScalarNode { Kind: ScalarKind.String } s || s.Text.EnumerateRunes().Count() <= argument.GetValue<int>(),
        "minimum" => Integer(value) is not { } n || n >= argument.GetValue<int>(),
        "maximum" => Integer(value) is not { } n || n <= argument.GetValue<int>(),
        "minItems" => value is not SequenceNode s || s.Items.Count >= argument.GetValue<int>(),
        "items" => value is not SequenceNode s || s.Items.All(i => IsValid(argument, i)),
        "required" => value is not MappingNode m || argument.AsArray().All(k => m[k!.GetValue<string>()] is not null),
        "properties" => value is not MappingNode m || m.Entries.All(e => argument[e.Key] is not { } property || IsValid(property, e.Value)),
        "additionalProperties" => value is not MappingNode m || m.Entries.All(e => schema["properties"]?[e.Key] is not null || IsValid(argument, e.Value)),
        "propertyNames" => value is not MappingNode m || m.Entries.All(e => IsValid(argument, new ScalarNode(e.KeyPosition, ScalarKind.String, e.Key))),
        "anyOf" => argument.AsArray().Any(s => IsValid(s!, value)),
        "oneOf" => argument.AsArray().Count(s => IsValid(s!, value)) == 1,
        "not" => !IsValid(argument, value),
        _ => throw new NotSupportedException($"the evaluator does not know the keyword {keyword}"),
    };

    private static bool IsType(string type, InventoryNode value) => type switch
    {
        "object" => value is MappingNode,
        "array" => value is SequenceNode,
        "string" => value is ScalarNode { Kind: ScalarKind.String },
        "integer" => Integer(value) is not null,
        "boolean" => value is ScalarNode { Kind: ScalarKind.Boolean },
        _ => throw new NotSupportedException($"the evaluator does not know the type {type}"),
    };

    private static long? Integer(InventoryNode value) =>
        value is ScalarNode { Kind: ScalarKind.Integer } scalar && CoreInteger.TryParse(scalar.Text, out var number) ? number : null;
}
