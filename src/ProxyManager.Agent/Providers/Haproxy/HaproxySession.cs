using System.Net;

namespace ProxyManager.Agent.Providers.Haproxy;

/// <summary>A connection through a HAProxy.</summary>
/// <param name="Id">What its worker calls it, in <c>shutdown session</c>: a hexadecimal number.</param>
/// <param name="Port">The public port that it came to.</param>
/// <param name="Backend">The backend that it was led to.</param>
/// <param name="Client">Who came.</param>
/// <param name="Upstream">Where it leads; null for a server that is no address, and where none has answered yet.</param>
internal sealed record HaproxySession(ulong Id, int Port, string Backend, IPAddress Client, IPEndPoint? Upstream);
