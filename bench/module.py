"""What importing the PowerShell module takes beyond PowerShell itself."""
import os
import shutil

import rounds


def measure(module, count_of_rounds):
    pwsh = os.environ.get("PM_PWSH") or shutil.which("pwsh")
    if not pwsh:
        return "Importing the module: not measured, there is no pwsh.\n"

    def running(script):
        return lambda: rounds.run([pwsh, "-NoProfile", "-NonInteractive", "-Command", script])

    costs = rounds.interleave({"pwsh": running("exit"), "pwsh, Import-Module": running(f"Import-Module '{module}'")}, count_of_rounds)
    return rounds.table("import of the module", costs, base="pwsh")
