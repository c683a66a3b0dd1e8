using System.Text.Json.Serialization;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Resources;

/// <summary>JSON of everything that crosses between controller and host; source-generated, so that the agent compiles ahead of time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(Bundle))]
[JsonSerializable(typeof(Resource))]
[JsonSerializable(typeof(IReadOnlyList<Resource>))]
[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(Reply))]
[JsonSerializable(typeof(HostStatus))]
public sealed partial class ResourcesJson : JsonSerializerContext;
