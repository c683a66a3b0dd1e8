using System.Net.Sockets;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>Listens at a unix socket without a file (unix(7): abstract), and gives every conversation the same answer.</summary>
internal sealed class Answerer
{
    public const string SocketPath = "/engine.sock";

    public Answerer()
    {
        Files = new HostFiles($"\0pm-fuzz-{Guid.NewGuid():N}");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Files.Resolve(SocketPath)));
        listener.Listen();
        new Thread(() => Serve(listener)) { IsBackground = true }.Start();
    }

    /// <summary>Where <see cref="SocketPath"/> leads to it.</summary>
    public HostFiles Files { get; }

    /// <summary>What it says.</summary>
    public volatile byte[] Answer = [];

    private void Serve(Socket listener)
    {
        var question = new byte[64 * 1024];
        while (true)
        {
            using var client = listener.Accept();
            try
            {
                client.Receive(question);
                client.Send(Answer);
            }
            catch (SocketException)
            {
                // It has heard enough.
            }
        }
    }
}
