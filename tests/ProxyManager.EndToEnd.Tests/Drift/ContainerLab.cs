using System.Net;
using System.Net.Sockets;
using ProxyManager.EndToEnd.Tests.Routes;
using ProxyManager.EndToEnd.Tests.Services;

namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>
/// A gateway and a peer, each with Docker and a container whose port it publishes: the gateway's for the world, the peer's as a service of routes.
/// Both were there before us. A second gateway had neither, nor anything else that forwards.
/// </summary>
public sealed class ContainerLab : FleetLab
{
    /// <summary>The port of the gateway's own container.</summary>
    public const int Published = 8088;

    /// <summary>The hosts that had Docker before us.</summary>
    public static IReadOnlyList<string> Hosts { get; } = ["gw1", "nas"];

    private const string ForwardsNothing = "sysctl -qw net.ipv4.ip_forward=0";

    /// <summary>An image of a shell and what echoes, made of the host's own files: no registry is asked.</summary>
    private const string Image = """
        printf '#!/bin/sh\necho "container $SOCAT_PEERADDR"\nexec cat\n' >/echo
        chmod 0755 /echo
        programs='usr/bin/socat bin/sh bin/cat'
        libraries=$(cd / && ldd $programs | grep -o '/[^ ]*\.so[^ ]*' | sort -u | sed 's|^/||')
        tar --create --dereference --directory=/ echo $programs $libraries | docker import - box
        """;

    /// <summary>
    /// The real runc within what a host of a lab may do: systemd-nspawn(1) forbids keyrings and filters of devices, and where the machine has the
    /// first version of cgroups, only the hierarchy of the second is the host's own.
    /// </summary>
    private const string Runc = """
        cat >/usr/local/sbin/runc <<'EOF'
        #!/bin/sh
        for word; do
            shift
            set -- "$@" "$word"
            [ "$word" != create ] || set -- "$@" --no-new-keyring
        done
        set -- /usr/sbin/runc --rootless=true "$@"
        [ ! -e /sys/fs/cgroup/unified ] || set -- unshare --mount sh -ec 'mount --bind /sys/fs/cgroup/unified /sys/fs/cgroup; exec "$@"' sh "$@"
        exec "$@"
        EOF
        chmod 0755 /usr/local/sbin/runc
        """;

    protected override string Inventory => """
        fleet: containers
        network: { v4: 10.20.0.0/16 }
        defaults: { reconcile: 5s, edge: haproxy }
        gateways:
          gw1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1 }
          gw2: { ssh: root@203.0.113.20, endpoint: "203.0.113.20:51820", address: 10.20.0.2 }
        peers:
          nas: { ssh: root@nas, address: 10.20.1.10, services: { web: { port: 8443 }, line: { port: 7000 }, box: { port: 7080 } } }
        routes:
          shop: { sni: shop.example.com, to: nas/web }
          line: { tcp: 7000, to: nas/line }
          box: { tcp: 7080, to: nas/box }
          seen: { tcp: 7081, clientIp: transparent, to: nas/box }

        """;

    /// <summary>A connection of the client to the gateway's container, begun before the gateway was prepared.</summary>
    public HeldConnection Held => new(this, "/tmp/held");

    /// <summary>Where a host is.</summary>
    public IPAddress AddressOf(string host) => Lab.Host(host).Plan.Addresses.First(a => a.AddressFamily == AddressFamily.InterNetwork);

    /// <summary>What the client is told first by what listens at a port of a gateway; empty when nothing answers.</summary>
    public async Task<string> FirstLineAsync(string gateway, int port) =>
        (await TryOnAsync("client", $"timeout 3 python3 {TestService.ClientPath} tcp {AddressOf(gateway)} {port}")).Output.Trim();

    /// <summary>Installs Docker, and has it publish a port of a container that says who asks it, and then what it is told.</summary>
    public async Task StartContainerAsync(string host, int port)
    {
        await OnAsync(host, $"DEBIAN_FRONTEND=noninteractive apt-get --yes -qq --no-install-recommends install {LabEnvironment.Docker} iptables 2>&1");
        await OnAsync(host, $"set -e; {Runc}\n{Image}");
        await OnAsync(host, $"docker run --detach --restart=always --name=box --publish={port}:80 box socat TCP-LISTEN:80,fork,reuseaddr EXEC:/echo 2>&1");
    }

    protected override async Task PrepareAsync()
    {
        await Task.WhenAll(TestService.InstallClientAsync(this, "client"), TestService.InstallAsync(this, "nas", "10.20.1.10"));
        // Docker drops what is forwarded only where it switches forwarding on itself.
        await OnAsync("gw2", ForwardsNothing);
        await Task.WhenAll(ForwardForContainerAsync("gw1", Published), ForwardForContainerAsync("nas", 7080));
        await OnAsync("client", $"systemd-run --quiet --collect python3 {TestService.ClientPath} hold {Held.File} {HeldConnection.Patience} {AddressOf("gw1")} {Published}");
        await Held.ShouldLiveAsync();
        await base.PrepareAsync();
    }

    private async Task ForwardForContainerAsync(string host, int port)
    {
        await OnAsync(host, ForwardsNothing);
        await StartContainerAsync(host, port);
        (await OnAsync(host, "iptables -S FORWARD")).ShouldContain("-P FORWARD DROP");
    }
}
