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

# Beyond this number of hosts only one thing is measured: how the tools scale.
MANY = 50

# Debian's Caddyfile serves port 80, which is pm's here; the peers serve another by Caddy's admin interface. Its unit's LimitNPROC would count the
# processes of all hosts of the lab.
PREPARE = """set -e
printf '{\\n}\\n' >/etc/caddy/Caddyfile
mkdir -p /etc/systemd/system/caddy.service.d
printf '[Service]\\nLimitNPROC=infinity\\n' >/etc/systemd/system/caddy.service.d/lab.conf
systemctl daemon-reload
systemctl enable --quiet caddy
systemctl restart caddy
"""


# Debian 12's Ansible runs its modules with no Python that is newer than 3.11.
ANSIBLE_SYSTEMS = ("Debian12",)


def measure(pm, work, hosts, count_of_rounds, system, ssh):
    inventory, key = work / f"apply-{hosts}" / "fleet.yml", work / f"apply-{hosts}" / "fleet.key"
    inventory.parent.mkdir()
    fleets.write_pm(inventory, hosts, PEERS)
    names = [fleets.gateway(h) for h in range(1, hosts + 1)]
    rounds.run([pm, "key", "new", "--out", str(key)])
    with labs.lab(pm, f"bench{hosts}", inventory, names, system, programs_with(ssh, inventory.parent)) as lab:
        peers = inventory.with_name("peers.json")
        fleets.write_peers(peers, hosts, PEERS, str(lab.identity))
        lab.everywhere(PREPARE)
        rounds.run(lab.command(pm, "host", "init", "gateways", "-i", str(inventory), "--key", str(key)))
        tools = commands(lab, peers, inventory, key)
        if system not in ANSIBLE_SYSTEMS:
            tools = {name: tool for name, tool in tools.items() if not name.startswith("Ansible")}
        client = subprocess.run(lab.command("ssh", "-V"), check=True, capture_output=True, text=True).stderr.strip()
        parts = [first(lab, tools, hosts)]
        for milliseconds in DELAYS if hosts < MANY else DELAYS[:1]:
            with lab.delay(milliseconds):
                seen = connect_milliseconds(lab)
                costs = rounds.interleave(tools, count_of_rounds, before=lambda: close_kept_connections(work))
                reused = kept(lab, work, inventory, key, count_of_rounds)
            parts.append(f"A TCP round trip took {seen:.1f} ms (lowest of 5).\n\n"
                         + rounds.table(f"no change, {hosts} hosts, {milliseconds} ms of network delay", costs, "pm", hosts)
                         + rounds.table(f"kept connections, {hosts} hosts, {milliseconds} ms of network delay", reused, "plan", hosts))
        parts.append(footprint(lab, inventory, key, hosts))
        return f"### Apply, {hosts} hosts of {system}, {PEERS} peers each, {client}\n\n" + "\n".join(parts)


def programs_with(ssh, work):
    """A directory in which a program goes by the name ssh; none without one."""
    if ssh is None:
        return None
    programs = work / "bin"
    programs.mkdir()
    (programs / "ssh").symlink_to(ssh.resolve())
    return programs


def kept(lab, work, inventory, key, count_of_rounds):
    """A plan, and an apply within the minute on the connections that it left."""
    def close():
        for socket in (work / "run").glob("proxymanager/*"):
            if socket.is_socket():
                subprocess.run(lab.command("ssh", "-O", "exit", "-o", f"ControlPath={socket}", "host"), capture_output=True, check=False)

    runtime = work / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    costs = {"plan": [], "apply on its connections": []}
    try:
        for _ in range(count_of_rounds):
            close()
            costs["plan"].append(rounds.measured(lambda: lab.run(lab.pm, "plan", "-i", str(inventory), XDG_RUNTIME_DIR=runtime)))
            costs["apply on its connections"].append(rounds.measured(
                lambda: lab.run(lab.pm, "apply", "--yes", "-i", str(inventory), "--key", str(key), XDG_RUNTIME_DIR=runtime)))
    finally:
        close()
    return costs


def footprint(lab, inventory, key, hosts):
    """The memory and the open files of pm itself while it applies; ssh runs beside it, once a host."""
    process = subprocess.Popen(lab.command(lab.pm, "apply", "--yes", "-i", str(inventory), "--key", str(key)), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    files, peak = 0, 0
    while process.poll() is None:
        try:
            files = max(files, len(os.listdir(f"/proc/{process.pid}/fd")))
            with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
                peak = max(peak, *(int(line.split()[1]) for line in status if line.startswith("VmHWM")), 0)
        except FileNotFoundError:
            break
        time.sleep(0.01)
    if process.wait() != 0:
        raise RuntimeError("pm apply failed")
    return f"pm itself, {hosts} hosts: at most {files} open files, {peak / 1024:.0f} MB.\n"


def commands(lab, peers, inventory, key):
    ansible = HERE / "peers" / "ansible"
    shared = {
        "ANSIBLE_INVENTORY": peers,
        "ANSIBLE_SSH_EXTRA_ARGS": f"-F {lab.ssh_config}",
        "ANSIBLE_SSH_CONTROL_PATH_DIR": control_paths(inventory.parent.parent),
    }

    def playbook(configuration):
        return lambda: lab.run("ansible-playbook", "site.yml", cwd=ansible, ANSIBLE_CONFIG=ansible / configuration, **shared)

    classic = inventory.with_name("classic_ssh_config")
    classic.write_text(f"Host *\n  KexAlgorithms curve25519-sha256\n{lab.ssh_config.read_text(encoding='utf-8')}", encoding="utf-8")
    tools = {
        "pm": lambda: lab.run(lab.pm, "apply", "--yes", "-i", str(inventory), "--key", str(key)),
        # paramiko, which pyinfra has, knows no other that is as new.
        "pm with pyinfra's key exchange": lambda: lab.run(
            lab.pm, "apply", "--yes", "-i", str(inventory), "--key", str(key), PM_SSH_CONFIG=classic),
        "ssh HOST true": lambda: floor(lab),
        "Ansible": playbook("ansible.cfg"),
        "Ansible with mitogen": playbook("ansible-mitogen.cfg"),
    }
    if pyinfra := os.environ.get("PM_PYINFRA"):
        tools["pyinfra"] = lambda: lab.run(
            *shlex.split(pyinfra), "-y", "inventory.py", "deploy.py", cwd=HERE / "peers" / "pyinfra", INVENTORY=peers, SSH_CONFIG=lab.ssh_config)
    return tools


def first(lab, tools, hosts):
    """Packages and agent are there on both sides, and nothing else. The floor: a shell script starts the same programs, and a second connection answers."""
    def by_hand():
        lab.everywhere((HERE / "peers" / "shell" / "first.sh").read_text(encoding="utf-8"))
        floor(lab)

    costs = {"shell script, and a second connection": [rounds.measured(by_hand)]}
    lab.everywhere((HERE / "peers" / "shell" / "undo.sh").read_text(encoding="utf-8"))
    costs |= {name: [rounds.measured(tools[name])] for name in ("pm", "Ansible") if name in tools}
    return rounds.table(f"first apply, {hosts} hosts", costs, "pm", hosts)


def floor(lab):
    running = [subprocess.Popen(lab.command("ssh", "-F", str(lab.ssh_config), host, "true"), stdin=subprocess.DEVNULL) for host in lab.hosts]
    if any(process.wait() != 0 for process in running):
        raise RuntimeError("ssh HOST true failed")


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
