using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Engines;

/// <summary>One question and its whole answer over a unix socket whose other side closes the connection at the end.</summary>
internal static class UnixStream
{
    /// <summary>What the other side runs came in a bundle, so its answer is not larger than one.</summary>
    private const int MaxAnswer = Envelope.MaxBytes;

    /// <summary>For the whole answer: an engine that was taken over must not hold up the agent, or fill its memory.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>The answer; null when nobody listens there.</returns>
    /// <exception cref="ToolException">Somebody listens and does not answer, or this process may not ask.</exception>
    public static ReadOnlyMemory<byte>? Ask(string socketPath, string question, HostFiles files)
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
            return ReadToEnd(stream, socketPath);
        }
        catch (IOException e)
        {
            throw new ToolException($"{socketPath} broke off or gave no answer: {e.Message}", e);
        }
    }

    private static ReadOnlyMemory<byte> ReadToEnd(NetworkStream stream, string socketPath)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = new ArrayBufferWriter<byte>(64 * 1024);
        while (stream.Read(answer.GetSpan()) is > 0 and var count)
        {
            answer.Advance(count);
            if (answer.WrittenCount > MaxAnswer || Stopwatch.GetElapsedTime(began) > Patience)
                throw new ToolException($"the answer of {socketPath} does not come to an end");
        }

        return answer.WrittenMemory;
    }
}
