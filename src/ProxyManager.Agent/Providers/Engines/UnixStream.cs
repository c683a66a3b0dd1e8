using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Engines;

/// <summary>A question and its whole answer over a unix socket whose other side closes the connection at the end.</summary>
internal static class UnixStream
{
    /// <summary>What the other side runs came in a bundle, so its answer is not larger than one.</summary>
    private const int MaxAnswer = Envelope.MaxBytes;

    private const int MaxLine = 64 * 1024;

    /// <summary>For the whole answer: an engine that was taken over must not hold up the agent, or fill its memory.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="socketPath">Where.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="files">The host's files.</param>
    /// <param name="patience">For the whole answer; null is as long as an engine may take that has much to do.</param>
    /// <returns>The answer; null when nobody listens there.</returns>
    /// <exception cref="ToolException">Somebody listens and does not answer, or this process may not ask.</exception>
    public static ReadOnlyMemory<byte>? Ask(string socketPath, string question, HostFiles files, TimeSpan? patience = null)
    {
        ReadOnlyMemory<byte>? answer = null;
        Converse(socketPath, question, files, isLast: false, stream => answer = ReadToEnd(stream, socketPath, patience ?? Patience), patience);
        return answer;
    }

    /// <summary>Asks one who answers until we have nothing more to ask, and takes the answers line by line. Nobody there answers nothing.</summary>
    /// <param name="socketPath">Where.</param>
    /// <param name="questions">All of them.</param>
    /// <param name="files">The host's files.</param>
    /// <param name="patience">For the whole answer.</param>
    /// <param name="line">Takes a line.</param>
    /// <returns>Whether somebody listens there.</returns>
    /// <exception cref="ToolException">Somebody listens and does not answer, or this process may not ask; the cause of a broken connection is an <see cref="IOException"/>.</exception>
    public static bool AskLines(string socketPath, string questions, HostFiles files, TimeSpan patience, Action<string> line) =>
        Converse(socketPath, questions, files, isLast: true, stream => ReadLines(stream, socketPath, patience, line));

    private static bool Converse(string socketPath, string question, HostFiles files, bool isLast, Action<NetworkStream> listen, TimeSpan? patience = null)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.SendTimeout = socket.ReceiveTimeout = (int)(patience ?? Patience).TotalMilliseconds;
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(files.Resolve(socketPath)));
        }
        catch (SocketException e)
        {
            if (e.SocketErrorCode == SocketError.AccessDenied)
                throw new ToolException($"{socketPath} may not be asked by this process: {e.Message}", e);
            return false;
        }

        try
        {
            using var stream = new NetworkStream(socket);
            stream.Write(Encoding.UTF8.GetBytes(question));
            if (isLast)
                ShutDown(socket);
            listen(stream);
            return true;
        }
        catch (IOException e)
        {
            throw new ToolException($"{socketPath} broke off or gave no answer: {e.Message}", e);
        }
    }

    private static void ShutDown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static ReadOnlyMemory<byte> ReadToEnd(NetworkStream stream, string socketPath, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = new ArrayBufferWriter<byte>(64 * 1024);
        while (stream.Read(answer.GetSpan()) is > 0 and var count)
        {
            answer.Advance(count);
            if (answer.WrittenCount > MaxAnswer || Stopwatch.GetElapsedTime(began) > patience)
                throw Endless(socketPath);
        }

        return answer.WrittenMemory;
    }

    private static void ReadLines(NetworkStream stream, string socketPath, TimeSpan patience, Action<string> take)
    {
        var began = Stopwatch.GetTimestamp();
        var buffer = new byte[MaxLine];
        for (var kept = 0; ;)
        {
            var left = patience - Stopwatch.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || kept == buffer.Length)
                throw Endless(socketPath);
            stream.ReadTimeout = Math.Max(1, (int)left.TotalMilliseconds);
            var count = stream.Read(buffer.AsSpan(kept));
            if (count == 0)
                return;
            var text = buffer.AsSpan(0, kept + count);
            while (text.IndexOf((byte)'\n') is var end and >= 0)
            {
                take(Encoding.UTF8.GetString(text[..end]));
                text = text[(end + 1)..];
            }

            text.CopyTo(buffer);
            kept = text.Length;
        }
    }

    private static ToolException Endless(string socketPath) => new($"the answer of {socketPath} does not come to an end");
}
