using System.Net.Sockets;
using System.Text;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Engines;

/// <summary>One question and its whole answer over a unix socket whose other side closes the connection at the end.</summary>
internal static class UnixStream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>The answer; null when nobody listens there.</returns>
    /// <exception cref="ToolException">Somebody listens and does not answer, or this process may not ask.</exception>
    public static byte[]? Ask(string socketPath, string question, HostFiles files)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.SendTimeout = socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(files.Resolve(socketPath)));
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AccessDenied
                ? throw new ToolException($"{socketPath} may not be asked by this process: {e.Message}", e)
                : null;
        }

        try
        {
            using var stream = new NetworkStream(socket);
            stream.Write(Encoding.UTF8.GetBytes(question));
            using var answer = new MemoryStream();
            stream.CopyTo(answer);
            return answer.ToArray();
        }
        catch (IOException e)
        {
            throw new ToolException($"{socketPath} broke off or gave no answer: {e.Message}", e);
        }
    }
}
