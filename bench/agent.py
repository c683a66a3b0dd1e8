"""What a pass of the agent without drift costs on a host with 1,000 peers and 1,000 forwards."""
import statistics

import fleets
import labs
import rounds

PEERS = 1000
PASSES = 10


def measure(pm, agent, work):
    folder = work / "agent"
    folder.mkdir()
    inventory, key = folder / "fleet.yml", folder / "fleet.key"
    fleets.write_pm(inventory, 1, PEERS)
    host = fleets.gateway(1)
    rounds.run([pm, "key", "new", "--out", str(key)])
    with labs.lab(pm, "benchagent", inventory, [host]) as lab:
        options = ["-i", str(inventory), "--key", str(key)]
        rounds.run(lab.command(pm, "host", "init", host, *options))
        rounds.run(lab.command(pm, "apply", "--yes", *options))
        lab.ssh(host, "apt-get -q install -y --no-install-recommends python3")
        passes = [cost(lab, host) for _ in range(PASSES)]
    processor, peak = zip(*passes)
    return (
        f"### Agent, a pass without drift, {PEERS} peers and {PEERS} forwards\n\n"
        "| processor ms, min | processor ms, median | peak MB | agent on disk |\n| --- | --- | --- | --- |\n"
        f"| {min(processor):.0f} | {statistics.median(processor):.0f} | {max(peak):.1f} | {agent.stat().st_size / 1e6:.1f} MB |\n"
    )


def cost(lab, host):
    """Processor milliseconds and peak megabytes of one pass: os.wait4 counts the pass and every program that it waited for."""
    script = (
        "import os\n"
        "pid = os.posix_spawn('/usr/local/bin/pm-agent', ['pm-agent', 'check'], os.environ)\n"
        "_, status, usage = os.wait4(pid, 0)\n"
        "assert status == 0, status\n"
        "print((usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024)\n"
    )
    processor, peak = lab.ssh(host, f"python3 - <<'EOF'\n{script}EOF").split()
    return float(processor), float(peak)
