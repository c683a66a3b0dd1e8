#!/usr/bin/python3
"""Measures what bench/README.md describes: run.py [--rounds N] [--hosts N,...] [--system NAME] [--ssh FILE] [--write] [compile] [agent] [module] [apply] (all parts by default)"""
import argparse
import datetime
import pathlib
import tempfile

import agent
import apply
import compile as compilation
import labs
import module
import rounds

ROOT = pathlib.Path(__file__).resolve().parent.parent
PARTS = ("compile", "agent", "module", "apply")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("parts", nargs="*", default=PARTS, metavar="PART", help=", ".join(PARTS))
    arguments.add_argument("--rounds", type=int, default=5, help="how often each tool runs with nothing to change")
    arguments.add_argument("--hosts", default="5,20", help="how many hosts the part apply has, each number in a lab of its own (at most 100)")
    arguments.add_argument("--system", default="Debian12", choices=labs.SYSTEMS, help="what the hosts of the part apply run")
    arguments.add_argument("--ssh", type=pathlib.Path, help="the OpenSSH client of the part apply, for all who have one; by default the one on the path")
    arguments.add_argument("--write", action="store_true", help="append the results to bench/README.md")
    chosen = arguments.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        arguments.error(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    pm, program = str(ROOT / "out/bin/pm"), ROOT / "out/agent/linux-x64/pm-agent"
    results = [f"\n## {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}\n\n{rounds.machine()}.\n"]
    with tempfile.TemporaryDirectory(prefix="pm-bench-") as folder:
        work = pathlib.Path(folder)
        if "compile" in chosen.parts:
            results.append(compilation.measure(pm, work))
        if "agent" in chosen.parts:
            results.append(agent.measure(pm, program, work))
        if "module" in chosen.parts:
            results.append(module.measure(ROOT / "out/module/ProxyManager", chosen.rounds))
        if "apply" in chosen.parts:
            results += [apply.measure(pm, work, hosts, chosen.rounds, chosen.system, chosen.ssh) for hosts in map(int, chosen.hosts.split(","))]
    text = "\n".join(results)
    print(text)
    if chosen.write:
        with open(ROOT / "bench/README.md", "a", encoding="utf-8") as readme:
            readme.write(text)


if __name__ == "__main__":
    main()
