using System.Text.Json.Serialization;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers.Files;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent;

/// <summary>JSON of what the agent keeps on its host.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalRecord))]
[JsonSerializable(typeof(IReadOnlyList<CapturedResource>))]
[JsonSerializable(typeof(RepairLog))]
[JsonSerializable(typeof(Preparation))]
[JsonSerializable(typeof(CapturedFile))]
[JsonSerializable(typeof(HostPause))]
[JsonSerializable(typeof(UndoneChange))]
internal sealed partial class AgentJson : JsonSerializerContext;
