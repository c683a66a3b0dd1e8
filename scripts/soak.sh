#!/usr/bin/env bash
# The long form of NothingDroppedTests: traffic of all kinds through two gateways while other routes and peers change. Prints what came of it, and
# what the same traffic lost in the seconds before, without any change.
# Usage: scripts/soak.sh [CHANGES [CONNECTIONS_A_SECOND [SECONDS_WITHOUT [GATEWAY]]]]      (default: 500 500 120)
# GATEWAY is the one that all connections go through, ams1 with HAProxy or fra1 with Caddy; without it each has half of them.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/bootstrap.sh build test lab
scripts/build.sh Programs
export PM_SOAK_CHANGES=${1:-500} PM_SOAK_RATE=${2:-500} PM_SOAK_QUIET=${3:-120} PM_SOAK_GATEWAY=${4:-}
exec dotnet test tests/ProxyManager.EndToEnd.Tests -c Release --filter FullyQualifiedName~NothingDroppedTests --logger "console;verbosity=detailed"
