#!/usr/bin/env bash
# Feeds everything that reads what others wrote with changed inputs. Usage: scripts/fuzz.sh [SECONDS] [TARGET]
# SECONDS is for each target (3600 by default); TARGET is a part of its name (all by default). Ends with 1 when something crashed, hung or took too
# much memory; the input is kept in a file that the report names.
set -euo pipefail
cd "$(dirname "$0")/.."
export PM_FUZZ_SECONDS=${1:-3600}
dotnet test tests/ProxyManager.Fuzzing.Tests --configuration Release --nologo --logger "console;verbosity=detailed" \
  --filter "FullyQualifiedName~Read_AnyInput&DisplayName~${2:-name}"
