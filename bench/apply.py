"""pm apply beside Ansible, Ansible with mitogen, pyinfra and the floor, on the same lab hosts."""
import os
import pathlib
import shlex
import subprocess
import time

import fleets
import labs
import rounds

HERE = pathlib.Path(__file__).parent
PEERS = 20
DELAYS = (0, 20)

# Debian's Caddyfile serves port 80, which is pm's here; the peers serve another by Caddy's admin interface.
PREPARE = """set -e
export DEBIAN_FRONTEND=noninteractive
apt-get -q update
apt-get -q install -y --no-install-recommends python3 curl caddy nftables wireguard-tools wireguard-go
printf '{\\n}\\n' >/etc/caddy/Caddyfile
systemctl restart caddy
"""


def measure(pm, work, hosts, count_of_rounds):
    inventory, key = work / f"apply-{hosts}" / "fleet.yml", work / f"apply-{hosts}" / "fleet.key"
    inventory.parent.mkdir()
    fleets.write_pm(inventory, hosts, PEERS)
    names = [fleets.gateway(h) for h in range(1, hosts + 1)]
    rounds.run([pm, "key", "new", "--out", str(key)])
    with labs.lab(pm, f"bench{hosts}", inventory, names) as lab:
        peers = inventory.with_name("peers.json")
        fleets.write_peers(peers, hosts, PEERS, str(lab.identity))
        lab.everywhere(PREPARE)
        rounds.run(lab.command(pm, "host", "init", "gateways", "-i", str(inventory), "--key", str(key)))
        tools = commands(lab, peers, inventory, key)
        parts = [first(tools, hosts)]
        for milliseconds in DELAYS:
            with lab.delay(milliseconds):
                seen = connect_milliseconds(lab)
                times = rounds.interleave(tools, count_of_rounds, before=lambda: close_kept_connections(work))
            parts.append(f"A TCP round trip took {seen:.1f} ms (lowest of 5).\n\n"
                         + rounds.table(f"no change, {hosts} hosts, {milliseconds} ms of network delay", times, base="pm"))
        return f"### Apply, {hosts} hosts, {PEERS} peers each\n\n" + "\n".join(parts)


def commands(lab, peers, inventory, key):
    ansible = HERE / "peers" / "ansible"
    shared = {
        "ANSIBLE_INVENTORY": peers,
        "ANSIBLE_SSH_EXTRA_ARGS": f"-F {lab.ssh_config}",
        "ANSIBLE_SSH_CONTROL_PATH_DIR": control_paths(inventory.parent.parent),
    }

    def playbook(configuration):
        return lambda: lab.seconds("ansible-playbook", "site.yml", cwd=ansible, ANSIBLE_CONFIG=ansible / configuration, **shared)

    tools = {
        "pm": lambda: lab.seconds(lab.pm, "apply", "--yes", "-i", str(inventory), "--key", str(key)),
        "ssh HOST true": lambda: floor(lab),
        "Ansible": playbook("ansible.cfg"),
        "Ansible with mitogen": playbook("ansible-mitogen.cfg"),
    }
    if pyinfra := os.environ.get("PM_PYINFRA"):
        tools["pyinfra"] = lambda: lab.seconds(
            *shlex.split(pyinfra), "-y", "inventory.py", "deploy.py", cwd=HERE / "peers" / "pyinfra", INVENTORY=peers, SSH_CONFIG=lab.ssh_config)
    return tools


def first(tools, hosts):
    """Packages and agent are there on both sides, and nothing else."""
    times = {name: [tools[name]()] for name in ("pm", "Ansible")}
    return rounds.table(f"first apply, {hosts} hosts", times, base="pm")


def floor(lab):
    before = time.monotonic()
    running = [subprocess.Popen(lab.command("ssh", "-F", str(lab.ssh_config), host, "true"), stdin=subprocess.DEVNULL) for host in lab.hosts]
    if any(process.wait() != 0 for process in running):
        raise RuntimeError("ssh HOST true failed")
    return time.monotonic() - before


def connect_milliseconds(lab):
    """What a TCP connection to the first host's sshd takes, as a program in the controller's namespace sees it."""
    address = subprocess.run(lab.command("ssh", "-F", str(lab.ssh_config), "-G", lab.hosts[0]), check=True, capture_output=True, text=True).stdout
    settings = dict(line.split(" ", 1) for line in address.splitlines() if " " in line)
    script = ("import socket, time\n"
              "for _ in range(5):\n"
              "  t = time.monotonic()\n"
              f"  socket.create_connection(({settings['hostname']!r}, {settings['port']})).close()\n"
              "  print((time.monotonic() - t) * 1000)\n")
    lines = subprocess.run(lab.command("python3", "-c", script), check=True, capture_output=True, text=True).stdout.split()
    return min(float(line) for line in lines)


def control_paths(work):
    return work / "cp"


def close_kept_connections(work):
    for path in control_paths(work).glob("*"):
        subprocess.run(["ssh", "-O", "exit", "-o", f"ControlPath={path}", "host"], capture_output=True, check=False)
