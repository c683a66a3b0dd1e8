using System.Text.Encodings.Web;
using System.Text.Json;
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
public sealed partial class ResourcesJson : JsonSerializerContext
{
    /// <summary>
    /// The one form that is written: with <c>\"</c> for a quote instead of <c>\u0022</c>, and nothing for what only HTML wants escaped. Most of a bundle
    /// are texts full of quotes, and a host reads it in every pass.
    /// </summary>
    public static ResourcesJson Wire => field ??= new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
