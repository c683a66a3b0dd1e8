using System.Net;

namespace ProxyManager.Lab;

/// <summary>One host of a lab.</summary>
/// <param name="Name">Its host name, and how the lab calls it: lower-case letters, digits, hyphens; at most 63.</param>
/// <param name="Role">What it stands for.</param>
/// <param name="Addresses">Where the internet reaches it; behind NAT, its router's addresses. At least one.</param>
public sealed record LabHostPlan(string Name, LabRole Role, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>Further names that <c>ssh</c> finds it by, besides <see cref="Name"/>: what the inventory's <c>ssh:</c> says.</summary>
    public IReadOnlyList<string> SshNames { get; init; } = [];

    /// <summary>Who logs in; other than root it may use <c>sudo</c> without a password.</summary>
    public string User { get; init; } = "root";

    /// <summary>The port that sshd listens on.</summary>
    public int Port { get; init; } = 22;

    /// <summary>A router with masquerading, for IPv4 and IPv6, stands before it: nobody on the internet can begin a connection to it.</summary>
    public bool BehindNat { get; init; }
}
