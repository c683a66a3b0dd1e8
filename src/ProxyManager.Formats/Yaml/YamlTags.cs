using ProxyManager.Inventory;

namespace ProxyManager.Formats.Yaml;

/// <summary>The tags of the core schema (YAML 1.2.2, 10.3.1); no others are known.</summary>
internal static class YamlTags
{
    public const string Mapping = "tag:yaml.org,2002:map";
    public const string Sequence = "tag:yaml.org,2002:seq";

    /// <summary>The non-specific tag <c>!</c>: a string, a list or a mapping.</summary>
    public const string NonSpecific = "!";

    /// <summary>The type that a tag gives a scalar; null when the tag is not known.</summary>
    public static ScalarKind? Scalar(string tag) => tag switch
    {
        NonSpecific or "tag:yaml.org,2002:str" => ScalarKind.String,
        "tag:yaml.org,2002:null" => ScalarKind.Null,
        "tag:yaml.org,2002:bool" => ScalarKind.Boolean,
        "tag:yaml.org,2002:int" => ScalarKind.Integer,
        "tag:yaml.org,2002:float" => ScalarKind.Float,
        _ => null,
    };
}
