using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using ProxyManager.Fleets;

namespace ProxyManager.Control;

/// <summary>Walks the part of a route's way that this machine can see, as a client would.</summary>
internal static class OutsideProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The steps that can be seen from here: name, port, and what the edge answers.</summary>
    public static async Task<IReadOnlyList<ConnectionStep>> RunAsync(RouteWay way, CancellationToken cancellationToken)
    {
        var steps = new List<ConnectionStep>();
        var gateway = await ResolveAsync(way.GatewayHost, cancellationToken);
        steps.Add(await NameAsync(way, gateway, cancellationToken));
        if (way.PublicTcp is not { } port)
            steps.Add(new(StepNames.Port, StepOutcome.Unknown, "UDP cannot be seen from outside: a service need not answer"));
        else if (gateway.Count == 0)
            steps.Add(new(StepNames.Port, StepOutcome.Unknown, $"there is no address of {way.Gateway.Name} to try"));
        else
            steps.AddRange(await PortAsync(way, gateway[0], port, cancellationToken));
        return steps;
    }

    private static async Task<ConnectionStep> NameAsync(RouteWay way, IReadOnlyList<IPAddress> gateway, CancellationToken cancellationToken)
    {
        var name = way.PublicName;
        var found = name == way.GatewayHost ? gateway : await ResolveAsync(name, cancellationToken);
        if (found.Count == 0)
            return new(StepNames.Name, StepOutcome.Failed, $"{name} has no address", $"let it lead to {way.GatewayHost} in DNS");
        return found.Intersect(gateway).Any() || gateway.Count == 0
            ? new(StepNames.Name, StepOutcome.Passed, IPAddress.TryParse(name, out _) ? $"{name} is an address" : $"{name} is {string.Join(", ", found)}")
            : new(StepNames.Name, StepOutcome.Warning, $"{name} is {string.Join(", ", found)}, and {way.Gateway.Name} is {string.Join(", ", gateway)}", "right behind a NAT or a proxy, or where another gateway serves the name; else correct it in DNS");
    }

    private static async Task<IReadOnlyList<ConnectionStep>> PortAsync(RouteWay way, IPAddress address, int port, CancellationToken cancellationToken)
    {
        var place = new IPEndPoint(address, port);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        using var client = new TcpClient(address.AddressFamily);
        try
        {
            await client.ConnectAsync(place, late.Token);
        }
        catch (Exception e) when (IsNetworkFailure(e, cancellationToken))
        {
            if (e is SocketException { SocketErrorCode: SocketError.NetworkUnreachable })
                return [new(StepNames.Port, StepOutcome.Unknown, $"this machine has no way to {place}", "run this where clients are")];

            // Whether a filter of the route or something broken refuses us cannot be told apart from here.
            var mayBeFiltered = way.Route.Allow.Count + way.Route.Deny.Count > 0;
            return [new(StepNames.Port, mayBeFiltered ? StepOutcome.Unknown : StepOutcome.Failed, $"{place}: {Reason(e)}", mayBeFiltered ? "the route has 'allow' or 'deny', which may mean this machine" : "look for a firewall before the gateway, and at 'pm status'")];
        }

        var open = new ConnectionStep(StepNames.Port, StepOutcome.Passed, $"{place} accepts connections");
        if (way.EngineUnits.Count == 0)
            return [open];
        try
        {
            return [open, await EdgeAsync(way, client.GetStream(), late.Token)];
        }
        catch (Exception e) when (IsNetworkFailure(e, cancellationToken))
        {
            return [open, new(StepNames.Edge, way.Route.Allow.Count + way.Route.Deny.Count > 0 ? StepOutcome.Unknown : StepOutcome.Failed, $"{place}, {way.PublicName}: {Reason(e)}", "the edge ends what it cannot lead on: look at the steps behind it")];
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "Nothing is trusted that comes over it: the question is whether somebody answers, and who.")]
    private static async Task<ConnectionStep> EdgeAsync(RouteWay way, NetworkStream network, CancellationToken cancellationToken)
    {
        if (way.Route is ForwardRoute)
            return new(StepNames.Edge, StepOutcome.Passed, "the edge accepts connections");
        Stream stream = network;
        if (way.Route is SniRoute or HttpRoute { Tls: not TlsMode.Off })
        {
            var tls = new SslStream(network, leaveInnerStreamOpen: true, (_, _, _, _) => true);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = way.PublicName }, cancellationToken);
            if (way.Route is SniRoute)
                return new(StepNames.Edge, StepOutcome.Passed, $"TLS is passed through to {tls.RemoteCertificate?.Subject}");
            stream = tls;
        }

        await using (stream)
        {
            var path = ((HttpRoute)way.Route).Path ?? "/";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {way.PublicName}\r\nUser-Agent: pm-test\r\nConnection: close\r\n\r\n"), cancellationToken);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var words = (await reader.ReadLineAsync(cancellationToken) ?? "").Split(' ');
            if (words is not ["HTTP/1.1" or "HTTP/1.0", var digits, ..] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
                return new(StepNames.Edge, StepOutcome.Failed, "the answer is not HTTP", "look at 'pm status' and the edge's log on the gateway");
            return status is 502 or 503 or 504
                ? new(StepNames.Edge, StepOutcome.Failed, $"the answer has status {status}: the service cannot be reached", "look at the steps behind the edge")
                : new(StepNames.Edge, StepOutcome.Passed, $"the answer has status {status}");
        }
    }

    private static async Task<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name, cancellationToken).WaitAsync(Patience, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return [];
        }
    }

    private static bool IsNetworkFailure(Exception e, CancellationToken stop) =>
        e is SocketException or IOException or AuthenticationException || (e is OperationCanceledException && !stop.IsCancellationRequested);

    private static string Reason(Exception e) => e switch
    {
        OperationCanceledException => $"no answer within {Patience.TotalSeconds:0} s",
        _ when e.GetBaseException() is SocketException socket => socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "refused",
            SocketError.ConnectionReset => "closed at once",
            _ => socket.Message,
        },
        _ => "closed without an answer",
    };
}
