using System.Globalization;
using System.Net;

namespace ProxyManager.Agent.Serve;

/// <summary>The SSH connection that a run comes over, as sshd tells it in <c>SSH_CONNECTION</c> (ssh(1)).</summary>
/// <param name="Client">The client's address as the host sees it.</param>
/// <param name="ClientPort">The client's port, which tells its connections apart.</param>
/// <param name="ServerPort">The port of sshd.</param>
internal sealed record Connection(IPAddress Client, int ClientPort, int ServerPort)
{
    /// <summary>Names the connection, for people and to tell it from others.</summary>
    public override string ToString() => $"{Client} port {ClientPort}";

    /// <summary>Reads <c>CLIENT PORT SERVER PORT</c>; null when it is empty: the run does not come over SSH.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Connection? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Split(' ') is [var client, var from, _, var to]
            && IPAddress.TryParse(client, out var address)
            && int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var clientPort)
            && int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var serverPort))
            return new Connection(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, clientPort, serverPort);
        throw new FormatException($"'{text}' is not the form of SSH_CONNECTION");
    }
}
