using System.Text.Json;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Hosts;

/// <summary>Keeps what preparation did.</summary>
internal static class PreparationStore
{
    /// <summary>Reads it; null before the first preparation.</summary>
    public static Preparation? Read(HostFiles files) => files.ReadBytes(StatePaths.Preparation) is { } content
        ? JsonSerializer.Deserialize(content, AgentJson.Default.Preparation)
        : null;

    public static void Write(Preparation preparation, HostFiles files) =>
        files.Write(StatePaths.Preparation, JsonSerializer.SerializeToUtf8Bytes(preparation, AgentJson.Default.Preparation));
}
