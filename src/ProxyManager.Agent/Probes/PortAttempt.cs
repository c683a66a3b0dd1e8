using System.Net;
using System.Net.Sockets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Probes;

/// <summary>One port being tried, by a socket that does not block.</summary>
internal sealed class PortAttempt : IDisposable
{
    /// <summary>A lost SYN is sent again after 1 s and 3 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>A refusal comes back within one way there and back.</summary>
    private static readonly TimeSpan DatagramPatience = TimeSpan.FromSeconds(1);

    private readonly ProbePort _port;
    private readonly TimeProvider _clock;
    private readonly long _begin;

    /// <param name="index">Its place among the ports asked for.</param>
    /// <param name="port">Address and port, already checked.</param>
    /// <param name="clock">Times the attempt.</param>
    public PortAttempt(int index, ProbePort port, TimeProvider clock)
    {
        (Index, _port, _clock, _begin) = (index, port, clock, clock.GetTimestamp());
        var address = IPAddress.Parse(port.Address);
        try
        {
            Socket = IsTcp
                ? new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
                : new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            Socket.Blocking = false;
            Socket.Connect(address, port.Port);
            if (IsTcp)
                End(PortOutcome.Open);
            else
                // A service need not answer an empty datagram; a host without one says so (RFC 1122, 4.1.3.1).
                Socket.Send(ReadOnlySpan<byte>.Empty);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
        {
            // The answer is waited for with those of the others.
        }
        catch (SocketException e)
        {
            End(Outcome(e.SocketErrorCode));
        }
    }

    public int Index { get; }

    /// <summary>Null where the host has none of this family; then the attempt is over.</summary>
    public Socket? Socket { get; }

    public bool IsTcp => _port.Protocol == "tcp";

    /// <summary>Until the attempt is given up; zero when it is over.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var remaining = (IsTcp ? Patience : DatagramPatience) - _clock.GetElapsedTime(_begin);
            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }

    /// <summary>Null while the answer is waited for.</summary>
    public PortState? State { get; private set; }

    /// <summary>Ends the attempt when something came back, or when there is no time left.</summary>
    public void Settle(bool isReady)
    {
        if (isReady)
            End(IsTcp ? Outcome((SocketError)(int)Socket!.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!) : Received());
        else if (Remaining == TimeSpan.Zero)
            End(PortOutcome.Silent);
    }

    public void Dispose() => Socket?.Dispose();

    private static PortOutcome Outcome(SocketError error) => error switch
    {
        SocketError.Success => PortOutcome.Open,
        SocketError.ConnectionRefused or SocketError.ConnectionReset => PortOutcome.Refused,
        SocketError.TimedOut => PortOutcome.Silent,
        _ => PortOutcome.Unreachable,
    };

    private PortOutcome Received()
    {
        Socket!.Receive(new byte[1], SocketFlags.None, out var error);
        // A datagram that is longer than what is read of it is an answer too.
        return error == SocketError.MessageSize ? PortOutcome.Open : Outcome(error);
    }

    private void End(PortOutcome outcome) =>
        State = new PortState(_port, outcome, Math.Round(_clock.GetElapsedTime(_begin).TotalMilliseconds, 1));
}
