using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Output;

/// <summary>The wg-quick configuration of a peer that is not managed.</summary>
public sealed record PeerConfig
{
    internal PeerConfig(PeerProfile profile, string inventory)
    {
        Fleet = profile.Fleet;
        Name = profile.Peer;
        HasPrivateKey = profile.HasPrivateKey;
        Warnings = [.. profile.Warnings];
        Inventory = inventory;
    }

    /// <summary>Name of the fleet.</summary>
    public string Fleet { get; }

    /// <summary>Name of the peer.</summary>
    public string Name { get; }

    /// <summary>The name again, as the name by which other cmdlets take hosts from the pipeline.</summary>
    public string Host => Name;

    /// <summary>It works as it stands; else it has a place for the private key.</summary>
    public bool HasPrivateKey { get; }

    /// <summary>The text; null where it was written to a file, so that no output shows the private key besides.</summary>
    public string? Content { get; init; }

    /// <summary>Its QR code as lines of half blocks; null when it was not asked for.</summary>
    public string? QrCode { get; init; }

    /// <summary>The file that it was written to; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>The file that its QR code was written to as PNG; null for none.</summary>
    public string? PngPath { get; init; }

    /// <summary>What is missing in it.</summary>
    public string[] Warnings { get; }

    /// <summary>The inventory that it comes from.</summary>
    public string Inventory { get; }

    /// <summary>Says nothing of the private key.</summary>
    public override string ToString() => $"{Fleet}/{Name}";
}
