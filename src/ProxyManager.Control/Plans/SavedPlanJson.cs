using System.Text.Json.Serialization;

namespace ProxyManager.Control;

/// <summary>JSON of saved plans.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(SavedPlan))]
internal sealed partial class SavedPlanJson : JsonSerializerContext;
