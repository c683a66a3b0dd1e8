using System.Globalization;
using System.Net;

namespace ProxyManager.Agent.Serve;

/// <summary>The SSH connection that a run comes over, as sshd tells it in <c>SSH_CONNECTION</c> (ssh(1)).</summary>
/// <param name="Client">The client's address as the host sees it.</param>
/// <param name="ServerPort">The port of sshd.</param>
internal sealed record Connection(IPAddress Client, int ServerPort)
{
    /// <summary>Reads <c>CLIENT PORT SERVER PORT</c>; null when it is empty: the run does not come over SSH.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Connection? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Split(' ') is [var client, _, _, var port]
            && IPAddress.TryParse(client, out var address)
            && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new Connection(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, number);
        throw new FormatException($"'{text}' is not the form of SSH_CONNECTION");
    }
}
