#!/usr/bin/env bash
# Measures what README.md here describes, on lab hosts of this machine; needs root for the lab.
# Usage: bench/run.sh [--rounds N] [--hosts N,...] [--system Debian12|Debian13] [--ssh FILE] [--write] [compile] [agent] [module] [apply]
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh build lab bench
scripts/build.sh
[ -n "${PM_PYINFRA:-}" ] || echo "pyinfra: not measured, PM_PYINFRA does not name its start command"
exec python3 bench/run.py "$@"
