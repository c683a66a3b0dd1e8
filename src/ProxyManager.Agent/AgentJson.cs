using System.Text.Json.Serialization;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers.Files;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Transactions;

namespace ProxyManager.Agent;

/// <summary>JSON of what the agent keeps on its host.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalRecord))]
[JsonSerializable(typeof(IReadOnlyList<CapturedResource>))]
[JsonSerializable(typeof(RepairLog))]
[JsonSerializable(typeof(Preparation))]
[JsonSerializable(typeof(CapturedFile))]
internal sealed partial class AgentJson : JsonSerializerContext;
