"""Compile and render: 100 gateways, up to 10,000 peers and routes, each on two gateways."""
import pathlib
import shutil

import fleets
import rounds

GATEWAYS = 100


def measure(pm, work):
    rows = ["| peers and routes | seconds | processor s | peak MB |", "| --- | --- | --- | --- |"]
    for count in (1000, 3000, 10000):
        inventory, out = work / f"fleet-{count}.yml", work / "rendered"
        fleets.write_pm(inventory, GATEWAYS, count // GATEWAYS, gateways_a_route=2)
        shutil.rmtree(out, ignore_errors=True)
        wall, processor, peak = rounds.run([pm, "render", "-i", str(inventory), "--out", str(out)])
        if len(list(pathlib.Path(out).iterdir())) < GATEWAYS:
            raise RuntimeError(f"render left no folder for each of {GATEWAYS} gateways")
        rows.append(f"| {count} | {wall:.2f} | {processor:.2f} | {peak:.0f} |")
    return "### Compile and render, 100 gateways\n\n" + "\n".join(rows) + "\n"
