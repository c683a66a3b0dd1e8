using System.Security.Cryptography;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Hosts;

/// <summary>Tells this host from all others, without telling its machine id.</summary>
internal static class HostIdentity
{
    /// <summary>
    /// Names ProxyManager as the application in <c>sd_id128_get_machine_app_specific(3)</c>:
    /// <c>systemd-id128 machine-id --app-specific=7d4bb6a5f0c24e0b9a0c5b1f6e3d8a42</c> prints the same id.
    /// </summary>
    public const string ApplicationId = "7d4bb6a5f0c24e0b9a0c5b1f6e3d8a42";

    /// <summary>The host id as 32 hex digits.</summary>
    /// <exception cref="InvalidOperationException">The host has no machine id.</exception>
    public static string Read(HostFiles files)
    {
        var text = files.ReadText("/etc/machine-id")?.Trim();
        if (text is not { Length: 32 } || !text.All(char.IsAsciiHexDigit))
            throw new InvalidOperationException("/etc/machine-id has no machine id; run systemd-machine-id-setup");
        return AppSpecific(Convert.FromHexString(text), Convert.FromHexString(ApplicationId));
    }

    /// <summary>HMAC-SHA256 of the application id, keyed by the machine id, cut to 128 bits and marked as a version 4 UUID (RFC 9562).</summary>
    internal static string AppSpecific(byte[] machineId, byte[] applicationId)
    {
        var id = HMACSHA256.HashData(machineId, applicationId)[..16];
        id[6] = (byte)((id[6] & 0x0f) | 0x40);
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        return Convert.ToHexStringLower(id);
    }
}
