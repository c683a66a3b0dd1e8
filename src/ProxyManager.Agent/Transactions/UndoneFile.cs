using System.Text.Json;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>The last change, where this host undid it, for everybody who asks later.</summary>
internal sealed class UndoneFile(HostFiles files)
{
    /// <summary>Null when the last change is in force.</summary>
    public UndoneChange? Read() => files.ReadJson(StatePaths.Undone, AgentJson.Default.UndoneChange) is { Reason: not null } undone ? undone : null;

    public void Write(UndoneChange change) =>
        files.Write(StatePaths.Undone, JsonSerializer.SerializeToUtf8Bytes(change, AgentJson.Default.UndoneChange));

    /// <summary>Another change is in force, or somebody found the host as the inventory wants it.</summary>
    public void Clear() => files.Delete(StatePaths.Undone);
}
