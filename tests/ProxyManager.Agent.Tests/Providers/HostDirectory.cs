using System.Net.Sockets;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>An empty host file system in a temporary directory.</summary>
internal sealed class HostDirectory : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pm-test-");

    public HostDirectory() => Files = new HostFiles(_root.FullName);

    public HostFiles Files { get; }

    public string Root => _root.FullName;

    /// <param name="tools">Runs programs.</param>
    /// <param name="network">Interfaces, routes and rules; null for those of the namespace that the tools run in, and for none of scripted tools.</param>
    public RunContext Context(ITools tools, IRtnetlink? network = null) => new(tools, network ?? (tools is NamespaceTools ? new Rtnetlink() : new FakeRtnetlink()), Files, TimeProvider.System);

    /// <summary>Listens on a unix socket.</summary>
    public Socket Listen(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Files.Resolve(path)));
        listener.Listen();
        return listener;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
