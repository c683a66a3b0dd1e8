using System.Net;
using System.Net.Sockets;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary>Who has which overlay address.</summary>
internal sealed class AddressBook(OverlayNetwork? network, ResolutionLog log)
{
    private readonly Dictionary<IPAddress, HostEntry> _owners = [];
    private readonly IPAddress? _broadcast = network?.Broadcast;
    private readonly List<HostEntry> _without = [];

    /// <summary>The host that has an address; null when nobody has it.</summary>
    public HostEntry? Owner(IPAddress address) => _owners.GetValueOrDefault(address);

    /// <summary>Every host that was entered has got a valid address.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Enters the addresses of a host.</summary>
    /// <returns>Null when it has none, or one is wrong.</returns>
    public OverlayAddress? Enter(HostEntry host)
    {
        var address = Read(host);
        IsComplete &= address is not null;
        return address;
    }

    private OverlayAddress? Read(HostEntry host)
    {
        if (network is null)
            return null;
        var given = host.Node.Values("address", AddressForm.Instance);
        if (given.Count == 0)
        {
            if (!host.Node.HasOmissions)
                _without.Add(host);
            return null;
        }

        var valid = true;
        IPAddress? v4 = null, v6 = null;
        foreach (var address in given)
        {
            ref var slot = ref address.Value.AddressFamily == AddressFamily.InterNetwork ? ref v4 : ref v6;
            if (slot is not null)
            {
                log.Error(ResolutionCodes.ListedTwice, address.Position, $"{host} has two addresses of one family", "one address, or a list with one of each family");
                valid = false;
                continue;
            }

            slot = address.Value;
            valid &= IsUsable(host, address) && Take(host, address.Value, address.Position, "");
        }

        if (valid && v6 is null && network.DeriveV6(v4!) is { } derived)
        {
            v6 = derived;
            valid = Take(host, derived, given[0].Position, $" (derived from {v4})");
        }

        return valid ? new(v4, v6) : null;
    }

    /// <summary>Reports the hosts that have no address, each with one that it could have. To be called when all have been entered.</summary>
    public void ReportMissing()
    {
        if (network is null || _without.Count == 0)
            return;
        var free = new FreeAddresses(network, _owners.Keys);
        foreach (var host in _without)
        {
            log.Error(
                ResolutionCodes.AddressMissing, host.Position, $"{host} has no address", free.Next() is { } next ? $"{next} is free" : "the network is full");
        }
    }

    private bool IsUsable(HostEntry host, Located<IPAddress> address)
    {
        if (network!.Prefix(address.Value.AddressFamily) is not { } prefix)
        {
            var family = address.Value.AddressFamily == AddressFamily.InterNetwork ? "v4" : "v6";
            log.Error(ResolutionCodes.AddressOutside, address.Position, $"{host} has the address {address.Value}, but the network has no {family} prefix");
            return false;
        }

        if (!prefix.Contains(address.Value))
        {
            log.Error(ResolutionCodes.AddressOutside, address.Position, $"the address {address.Value} of {host} is outside the network", $"an address in {prefix}");
            return false;
        }

        if (address.Value.Equals(prefix.BaseAddress) || address.Value.Equals(_broadcast))
        {
            var which = address.Value.Equals(_broadcast) ? "broadcast" : "network";
            log.Error(ResolutionCodes.AddressReserved, address.Position, $"the address {address.Value} of {host} is the {which} address of {prefix}");
            return false;
        }

        return true;
    }

    private bool Take(HostEntry host, IPAddress address, SourcePosition position, string origin)
    {
        if (_owners.TryAdd(address, host))
            return true;
        var owner = _owners[address];
        log.Error(
            ResolutionCodes.AddressTaken,
            position,
            $"the address {address}{origin} of {host} belongs to {owner} at {owner.Position}",
            "each gateway and peer has its own");
        return false;
    }
}
