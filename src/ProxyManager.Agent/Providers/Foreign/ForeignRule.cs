namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>A rule of a foreign chain, as far as it decides where ours has to stand.</summary>
/// <param name="Handle">Where it is: a handle of nftables, or a number from 1 of iptables-legacy.</param>
/// <param name="AcceptsMark">The mark that it accepts and does nothing else; null for any other rule.</param>
/// <param name="JumpsTo">The chain that it jumps to, whatever else it matches; null for none.</param>
/// <param name="Drops">It drops or rejects every packet that reaches it.</param>
internal sealed record ForeignRule(long Handle, uint? AcceptsMark = null, string? JumpsTo = null, bool Drops = false);
