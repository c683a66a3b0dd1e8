# Eleven steps: eight states, and three reloads that run only when their file has changed.
from io import StringIO

from pyinfra import host
from pyinfra.facts.hardware import NetworkDevices
from pyinfra.operations import files, server, systemd
from pyinfra.operations.util import any_changed

KEEP = {"create_remote_dir": False}
DATA = {name: host.data.get(name) for name in ("wg_private_key", "wg_port", "peers")}
DATA["jinja_env_kwargs"] = {"trim_blocks": True}

files.put(
    name="WireGuard private key",
    src=StringIO(host.data.wg_private_key + "\n"),
    dest="/etc/wireguard/wg0.key",
    mode="600",
    **KEEP,
)
wireguard = files.template(
    name="WireGuard configuration",
    src="templates/wg0.conf.j2",
    dest="/etc/wireguard/wg0.conf",
    mode="600",
    **KEEP,
    **DATA,
)
firewall = files.template(
    name="Firewall table",
    src="templates/gateway.nft.j2",
    dest="/etc/nftables-gateway.nft",
    mode="640",
    **KEEP,
    **DATA,
)
caddy = files.template(
    name="Caddy configuration",
    src="templates/caddy.json.j2",
    dest="/etc/caddy/gateway.json",
    mode="644",
    **KEEP,
    **DATA,
)
files.put(
    name="Forwarding at boot",
    src=StringIO("net.ipv4.ip_forward = 1\n"),
    dest="/etc/sysctl.d/90-gateway.conf",
    mode="644",
    **KEEP,
)
server.sysctl(name="Forwarding now", key="net.ipv4.ip_forward", value=1)

reload = [wireguard]
if "wg0" not in host.get_fact(NetworkDevices):
    reload.append(
        server.shell(
            name="WireGuard interface",
            commands=["wireguard-go wg0 && ip link set up dev wg0"],
        )
    )
systemd.service(name="Caddy runs and is enabled", service="caddy", running=True, enabled=True)

server.shell(
    name="Load WireGuard configuration",
    commands=["wg syncconf wg0 /etc/wireguard/wg0.conf"],
    _if=any_changed(*reload),
)
server.shell(
    name="Load firewall table",
    commands=["nft -f /etc/nftables-gateway.nft"],
    _if=firewall.did_change,
)
server.shell(
    name="Load Caddy configuration",
    commands=[
        "curl -fsS -H 'Content-Type: application/json'"
        " --data-binary @/etc/caddy/gateway.json http://localhost:2019/load"
    ],
    _if=caddy.did_change,
)
