namespace ProxyManager.Agent.Netlink;

/// <summary>Port: what the agent asks the kernel's packet filter without a program in between.</summary>
internal interface INetfilter
{
    /// <summary>
    /// The generation id of the rule set. It grows with every change of the rules by anyone, not with packets, expiry or listing, and starts
    /// anew at boot. Null where the kernel does not tell it.
    /// </summary>
    uint? Generation();

    /// <summary>Ends the tracked flows whose mark, under a mask, has a value.</summary>
    /// <param name="mark">The value; not 0 under the mask.</param>
    /// <param name="mask">The bits that count.</param>
    /// <exception cref="IOException">The kernel refused.</exception>
    void EndFlows(uint mark, uint mask);
}
