"""Measuring: commands by turns, and tables of what they took."""
import os
import resource
import statistics
import subprocess
import sys
import time
from typing import NamedTuple


class Cost(NamedTuple):
    """What a command took: wall seconds, and processor seconds with all programs that it waited for."""
    wall: float
    processor: float


def run(command, **options):
    """Wall time, processor time with children, and peak memory (MB) of a command that has to succeed."""
    before = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{output[-2000:]}")
    return time.monotonic() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measured(command):
    """What a function that runs programs, and waits for them, costs."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(time.monotonic() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def interleave(commands, rounds, before=lambda: None):
    """{name: [Cost]}: in each round every command once, so that what else the machine does meets all alike."""
    costs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            before()
            costs[name].append(measured(command))
    return costs


def table(title, costs, base, hosts=1):
    """Markdown, also told at once: minimum and median of each, how its median compares with the base's, and the processor time of a host."""
    wall = {name: statistics.median(cost.wall for cost in values) for name, values in costs.items()}
    processor = {name: statistics.median(cost.processor for cost in values) / hosts for name, values in costs.items()}
    unit = "processor ms a host" if hosts > 1 else "processor ms"
    rows = [f"| {title} | min s | median s | n | median / {base} | {unit} | / {base} |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for name, values in costs.items():
        rows.append(f"| {name} | {min(cost.wall for cost in values):.2f} | {wall[name]:.2f} | {len(values)} | {wall[name] / wall[base]:.2f} "
                    f"| {processor[name] * 1000:.0f} | {processor[name] / processor[base]:.2f} |")
    text = "\n".join(rows) + "\n"
    print(text, file=sys.stderr, flush=True)
    return text


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        model = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), "unknown processor")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {model}, {memory:.0f} GB, Linux {os.uname().release}"
