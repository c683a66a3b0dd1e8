namespace ProxyManager.Agent.Tools;

/// <summary>Port: the host's log, in which an administrator sees what was done to the host.</summary>
internal interface IEventLog
{
    /// <summary>Adds one line.</summary>
    void Write(EventSeverity severity, string message);
}
