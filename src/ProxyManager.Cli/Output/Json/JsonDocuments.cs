using System.Text.Json.Serialization;

namespace ProxyManager.Cli.Output.Json;

/// <summary>Source-generated, so that the first document costs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(ValidationDocument))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(FilesDocument))]
[JsonSerializable(typeof(KeyDocument))]
[JsonSerializable(typeof(BundleDocument))]
[JsonSerializable(typeof(LabsDocument))]
[JsonSerializable(typeof(EditDocument))]
[JsonSerializable(typeof(ItemsDocument))]
[JsonSerializable(typeof(PeerConfigDocument))]
[JsonSerializable(typeof(ConnectionsDocument))]
internal sealed partial class JsonDocuments : JsonSerializerContext;
