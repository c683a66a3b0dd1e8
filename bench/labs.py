"""A lab for measuring: real hosts, a controller's namespace, programs on both."""
import concurrent.futures
import contextlib
import os
import pathlib
import subprocess
import sys

import rounds

SYSTEMS = ("Debian12", "Debian13")
STATE = pathlib.Path(os.environ.get("PM_LAB_STATE", "/var/lib/proxymanager-lab"))


class Lab:
    def __init__(self, pm, name, inventory, hosts, programs=None):
        self.pm, self.name, self.inventory, self.hosts = pm, name, inventory, hosts
        self.path = os.environ["PATH"] if programs is None else f"{programs}:{os.environ['PATH']}"
        self.ssh_config = STATE / name / "ssh_config"
        self.identity = STATE / name / "id_ed25519"
        self.controller = f"pml-{name}-ctl"

    def command(self, *command, **variables):
        """A command line that runs in the controller's namespace."""
        return ["ip", "netns", "exec", self.controller, "env", f"PATH={self.path}", f"PM_SSH_CONFIG={self.ssh_config}",
                *(f"{name}={value}" for name, value in variables.items()), *command]

    def run(self, *command, cwd=None, **variables):
        rounds.run(self.command(*command, **variables), cwd=cwd)

    def ssh(self, host, script):
        return subprocess.run(self.command("ssh", "-F", str(self.ssh_config), host, script), check=True, capture_output=True, text=True).stdout

    def everywhere(self, script):
        with concurrent.futures.ThreadPoolExecutor(len(self.hosts)) as pool:
            list(pool.map(lambda host: self.ssh(host, script), self.hosts))

    @contextlib.contextmanager
    def delay(self, milliseconds):
        """A network delay on the controller's cable."""
        if milliseconds == 0:
            yield
            return
        relay = subprocess.Popen(
            [sys.executable, str(pathlib.Path(__file__).with_name("delay.py")), self.controller, "mgmt0", f"pml-{self.name}-net", "mgmt0", str(milliseconds)],
            stdout=subprocess.PIPE, text=True)
        try:
            if relay.stdout.readline().strip() != "ready":
                raise RuntimeError("the network delay could not be set up")
            yield
        finally:
            relay.terminate()
            relay.wait()


@contextlib.contextmanager
def lab(pm, name, inventory, hosts, system="Debian12", programs=None):
    """A lab while it lasts.

    programs: a directory whose programs the controller has before all others."""
    # Debian's Caddy on all hosts, which is what the peers configure.
    subprocess.run([pm, "lab", "up", "-i", str(inventory), "--name", name, "--system", system, "--caddy", ""], check=True)
    try:
        yield Lab(pm, name, inventory, hosts, programs)
    finally:
        subprocess.run([pm, "lab", "down", "--name", name], check=True)
