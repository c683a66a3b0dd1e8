using System.Net;
using System.Net.Sockets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Probes;

/// <summary>Tries ports, many at a time.</summary>
internal sealed class PortProbe(TimeProvider clock)
{
    private const int AtATime = 64;

    /// <summary>A lost SYN is sent again after 1 s and 3 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>A refusal comes back within one way there and back.</summary>
    private static readonly TimeSpan DatagramPatience = TimeSpan.FromSeconds(1);

    public IReadOnlyList<PortState> Run(IReadOnlyList<ProbePort> ports)
    {
        var states = new PortState[ports.Count];
        Parallel.For(0, ports.Count, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, i => states[i] = Try(ports[i]));
        return states;
    }

    private PortState Try(ProbePort port)
    {
        var begin = clock.GetTimestamp();
        var outcome = Outcome(port);
        return new PortState(port, outcome, Math.Round(clock.GetElapsedTime(begin).TotalMilliseconds, 1));
    }

    private static PortOutcome Outcome(ProbePort port)
    {
        var address = IPAddress.Parse(port.Address);
        var isTcp = port.Protocol == "tcp";
        try
        {
            using var socket = isTcp
                ? new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
                : new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            using var late = new CancellationTokenSource(isTcp ? Patience : DatagramPatience);
            socket.ConnectAsync(new IPEndPoint(address, port.Port), late.Token).AsTask().GetAwaiter().GetResult();
            if (isTcp)
                return PortOutcome.Open;

            // A service need not answer an empty datagram; a host without one says so (RFC 1122, 4.1.3.1).
            socket.Send(ReadOnlySpan<byte>.Empty);
            socket.ReceiveAsync(new byte[1], late.Token).AsTask().GetAwaiter().GetResult();
            return PortOutcome.Open;
        }
        catch (OperationCanceledException)
        {
            return PortOutcome.Silent;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.ConnectionRefused or SocketError.ConnectionReset => PortOutcome.Refused,
                SocketError.TimedOut => PortOutcome.Silent,
                _ => PortOutcome.Unreachable,
            };
        }
    }
}
