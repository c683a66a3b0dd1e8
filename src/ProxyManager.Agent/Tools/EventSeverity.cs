namespace ProxyManager.Agent.Tools;

/// <summary>The weight of a line in the log: the priorities of syslog(3).</summary>
internal enum EventSeverity
{
    Error = 3,
    Warning = 4,
    Information = 6,
}
