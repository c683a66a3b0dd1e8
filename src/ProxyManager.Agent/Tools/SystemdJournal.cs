using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ProxyManager.Agent.Tools;

/// <summary>
/// systemd's journal, for runs that it does not start itself and whose output goes elsewhere: one datagram a line
/// (systemd.io, "Native Journal Protocol").
/// </summary>
internal sealed class SystemdJournal(HostFiles files) : IEventLog
{
    /// <summary>The identifier under which <c>journalctl</c> has all lines of the agent; units get the same from the program's name.</summary>
    public const string Identifier = "pm-agent";

    private const string Socket = "/run/systemd/journal/socket";

    /// <summary>Longer lines are cut: a datagram has to stay below the socket's buffer.</summary>
    private const int MaxMessage = 4000;

    /// <summary>A host whose journal does not answer goes on without these lines.</summary>
    public void Write(EventSeverity severity, string message)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(Entry(severity, message)), new UnixDomainSocketEndPoint(files.Resolve(Socket)));
        }
        catch (SocketException)
        {
        }
    }

    /// <summary>The fields of an entry; a line feed in the message would begin another field.</summary>
    internal static string Entry(EventSeverity severity, string message)
    {
        var line = message.ReplaceLineEndings(" | ");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"MESSAGE={(line.Length > MaxMessage ? line[..MaxMessage] + "…" : line)}\nPRIORITY={(int)severity}\nSYSLOG_IDENTIFIER={Identifier}\n");
    }
}
