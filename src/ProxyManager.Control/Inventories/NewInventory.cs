using ProxyManager.Inventory.Values;

namespace ProxyManager.Control;

/// <summary>The inventory that a fleet begins with.</summary>
public static class NewInventory
{
    /// <summary>Writes it. Never writes over a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fleet">Name of the fleet.</param>
    /// <returns>The path.</returns>
    /// <exception cref="UsageException">The name is not one, or the file is there already or cannot be written.</exception>
    public static string Create(string path, string fleet)
    {
        if (NameForm.Item.Parse(fleet).Problem is not null)
            throw new UsageException("PM2117", $"'{fleet}' is no name for a fleet", $"use {NameForm.Item.Expected}");
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
                Directory.CreateDirectory(directory);
            using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
            file.Write(Text(fleet));
            return path;
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new UsageException("PM2107", $"'{path}' is there already", "edit it, or name another file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("PM2108", $"'{path}' cannot be written: {e.Message}", "name another file", e);
        }
    }

    /// <summary>The text: valid as it stands, with the next steps in comments. Addresses are those for documentation (RFC 5737, RFC 3849).</summary>
    internal static string Text(string fleet) => $$"""
        # The inventory of {{fleet}}. 'pm validate' checks it; 'pm schema' prints what may stand here, for your editor.
        fleet: {{fleet}}

        # The overlay: addresses that only your gateways and peers use.
        network: { v4: 10.20.0.0/16, v6: "fd20:ac3e::/48" }

        # Public VPSes. 'ssh' is how you reach them (an alias of ssh_config will do), 'endpoint' how peers reach their WireGuard.
        gateways:
          gw1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy }

        # Machines behind NAT. With 'ssh' they are configured like gateways; without it, give their 'publicKey'.
        peers:
          home:
            ssh: root@192.0.2.20
            address: 10.20.1.10
            services:
              web: { port: 8443 }
              ssh: { port: 22 }

        # What the public reaches. sni: TLS is passed through; http: TLS ends at the gateway; tcp, udp: ports are forwarded.
        routes:
          shop: { sni: shop.example.com, to: home/web }
          git:  { tcp: 2222, to: home/ssh, allow: [198.51.100.0/24] }

        """;
}
