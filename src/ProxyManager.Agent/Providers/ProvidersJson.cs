using System.Text.Json;
using System.Text.Json.Serialization;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Agent.Providers.Foreign;
using ProxyManager.Agent.Providers.Nftables;
using ProxyManager.Agent.Providers.WireGuard;

namespace ProxyManager.Agent.Providers;

/// <summary>JSON of what providers keep for themselves: captured states and what they last saw.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NftablesSnapshot))]
[JsonSerializable(typeof(WireGuardSettings))]
[JsonSerializable(typeof(ForeignSnapshot))]
[JsonSerializable(typeof(EngineCapture))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ProvidersJson : JsonSerializerContext
{
    /// <summary>Reads what was kept; null for nothing or for what an older or newer agent kept in another form.</summary>
    public static T? Read<T>(string? json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
