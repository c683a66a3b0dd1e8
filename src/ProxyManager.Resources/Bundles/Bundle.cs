using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>The ordered list of all resources of one host, for one generation of the fleet: the payload that is signed.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">Name of the host in the inventory.</param>
/// <param name="HostId">
/// The app-specific hash of the host's machine id (machine-id(5)), from the lock. Empty when the host has not been initialised: every host refuses that.
/// </param>
/// <param name="Generation">UTC milliseconds, or the host's current generation plus 1 where that is larger. It only stops replays.</param>
/// <param name="Inventory">Where the content comes from.</param>
/// <param name="Expect">What the host must be for this bundle to fit.</param>
/// <param name="Resources">In the order of application.</param>
public sealed record Bundle(
    string Fleet,
    string Host,
    string HostId,
    long Generation,
    InventoryStamp Inventory,
    HostExpectation Expect,
    IReadOnlyList<Resource> Resources)
{
    /// <summary>Version of this shape.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The secrets that its resources need.</summary>
    [JsonIgnore]
    public IEnumerable<SecretName> Secrets => Resources.SelectMany(r => r.Secrets);

    /// <summary>The same bundle with its secrets named in another way.</summary>
    public Bundle WithSecrets(Func<SecretName, SecretName> rename) => this with { Resources = [.. Resources.Select(r => r.WithSecrets(rename))] };

    /// <summary>
    /// Hex SHA-256 of everything but <see cref="Generation"/> and <see cref="Inventory"/>. Two bundles with the same content hash are the same
    /// desired state, and applying the second is no new generation.
    /// </summary>
    public string ContentHash()
    {
        var content = this with { Generation = 0, Inventory = InventoryStamp.None };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, ResourcesJson.Wire.Bundle)));
    }
}
