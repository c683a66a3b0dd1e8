namespace ProxyManager.Resources.Protocol;

/// <summary>How a tunnel is, after packets were sent through it.</summary>
/// <param name="Tunnel">Which one.</param>
/// <param name="IsConfigured">The interface is there and knows the other end.</param>
/// <param name="HandshakeSeconds">Age of the last handshake; null for never.</param>
/// <param name="Echo">A small packet came back; null when that could not be tried.</param>
/// <param name="FullEcho">So did one as large as the tunnel allows; null when that could not be tried.</param>
public sealed record TunnelState(ProbeTunnel Tunnel, bool IsConfigured, long? HandshakeSeconds, bool? Echo, bool? FullEcho);
