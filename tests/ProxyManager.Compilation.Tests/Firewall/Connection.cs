using System.Net.Sockets;

namespace ProxyManager.Compilation.Tests.Firewall;

/// <summary>The two ends of a TCP connection.</summary>
internal sealed record Connection(Socket Client, Socket Service) : IDisposable
{
    /// <summary>A byte goes there and another comes back.</summary>
    public bool Exchange() => Carries(Client, Service) && Carries(Service, Client);

    public void Dispose()
    {
        Client.Dispose();
        Service.Dispose();
    }

    private static bool Carries(Socket from, Socket to)
    {
        try
        {
            to.ReceiveTimeout = World.Patience;
            from.Send([1]);
            return to.Receive(new byte[1]) == 1;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
