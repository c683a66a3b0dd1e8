using System.Net;
using System.Net.Sockets;

namespace ProxyManager.Lab.Plans;

/// <summary>Finds what would keep a plan from being built, or let its text reach another program's syntax.</summary>
internal static class PlanFaults
{
    public static IEnumerable<string> Of(LabPlan plan)
    {
        if (!LabNames.Lab.IsMatch(plan.Name))
            yield return $"its name '{plan.Name}' is not 1 to 20 lower-case letters, digits and inner hyphens";
        if (plan.Hosts.Count is 0 or > LabPlan.MaxHosts)
            yield return $"it has {plan.Hosts.Count} hosts, and a lab has 1 to {LabPlan.MaxHosts}";
        if (plan.Caddy is not null && !File.Exists(plan.Caddy))
            yield return $"there is no Caddy at '{plan.Caddy}'";
        foreach (var name in plan.Names.Keys.Where(n => !LabNames.Address.IsMatch(n)))
            yield return $"'{name}' is no name that a hosts file can have";
        foreach (var host in plan.Hosts.GroupBy(h => h.Name).Where(g => g.Count() > 1))
            yield return $"two hosts are called '{host.Key}'";
        foreach (var address in plan.Hosts.SelectMany(h => h.Addresses).GroupBy(a => a).Where(g => g.Count() > 1))
            yield return $"two hosts have the address {address.Key}";
        foreach (var fault in plan.Hosts.SelectMany(OfHost))
            yield return fault;
    }

    private static IEnumerable<string> OfHost(LabHostPlan host)
    {
        if (!LabNames.Host.IsMatch(host.Name))
            yield return $"'{host.Name}' is no host name";
        if (!LabNames.User.IsMatch(host.User))
            yield return $"'{host.User}' of {host.Name} is no user name";
        if (host.Port is < 1 or > IPEndPoint.MaxPort)
            yield return $"{host.Port} of {host.Name} is no port";
        if (host.Addresses.Count == 0)
            yield return $"{host.Name} has no address";
        foreach (var name in host.SshNames.Where(n => !LabNames.Address.IsMatch(n)))
            yield return $"'{name}' of {host.Name} is no name that ssh_config can have";
        foreach (var address in host.Addresses.Where(a => !IsUnicast(a)))
            yield return $"{host.Name} cannot have the address {address}";
        foreach (var address in host.Addresses.Where(a => LabAddresses.Reserved.Any(r => r.Contains(a))))
            yield return $"the address {address} of {host.Name} is in a range that the lab itself uses ({string.Join(", ", LabAddresses.Reserved)})";
    }

    private static bool IsUnicast(IPAddress address) =>
        !IPAddress.IsLoopback(address)
        && !address.Equals(IPAddress.Any)
        && !address.Equals(IPAddress.IPv6Any)
        && (address.AddressFamily == AddressFamily.InterNetworkV6
            ? !address.IsIPv6Multicast && !address.IsIPv6LinkLocal && !address.IsIPv4MappedToIPv6
            : address.GetAddressBytes()[0] is > 0 and < 224);
}
