"""Measuring: commands by turns, and tables of what they took."""
import os
import statistics
import subprocess
import time


def run(command, **options):
    """Wall time, processor time with children, and peak memory (MB) of a command that has to succeed."""
    before = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{output[-2000:]}")
    return time.monotonic() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def interleave(commands, rounds, before=lambda: None):
    """{name: [wall seconds]}: in each round every command once, so that what else the machine does meets all alike."""
    times = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            before()
            times[name].append(command())
    return times


def table(title, times, base):
    """Markdown: minimum and median of each, and how its median compares with the base's."""
    floor = statistics.median(times[base])
    rows = [f"| {title} | min s | median s | n | median / {base} |", "| --- | --- | --- | --- | --- |"]
    for name, values in times.items():
        median = statistics.median(values)
        rows.append(f"| {name} | {min(values):.2f} | {median:.2f} | {len(values)} | {median / floor:.2f} |")
    return "\n".join(rows) + "\n"


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        model = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), "unknown processor")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {model}, {memory:.0f} GB, Linux {os.uname().release}"
