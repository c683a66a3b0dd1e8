namespace ProxyManager.Resources.Protocol;

/// <summary>What comes of trying a port.</summary>
public enum PortOutcome
{
    /// <summary>TCP: it accepts connections.</summary>
    Open,

    /// <summary>The host answers that nothing listens there.</summary>
    Refused,

    /// <summary>No answer. Of UDP that says nothing: a service need not answer.</summary>
    Silent,

    /// <summary>There is no way to the host.</summary>
    Unreachable,
}
