"""What importing the PowerShell module takes beyond PowerShell itself."""
import os
import shutil

import rounds


def measure(module, count_of_rounds):
    pwsh = os.environ.get("PM_PWSH") or shutil.which("pwsh")
    if not pwsh:
        return "Importing the module: not measured, there is no pwsh.\n"

    def seconds(script):
        return lambda: rounds.run([pwsh, "-NoProfile", "-NonInteractive", "-Command", script])[0]

    times = rounds.interleave({"pwsh": seconds("exit"), "pwsh, Import-Module": seconds(f"Import-Module '{module}'")}, count_of_rounds)
    return rounds.table("import of the module", times, base="pwsh")
