#!/usr/bin/env bash
# Builds out/bin/pm, out/agent/linux-x64/pm-agent and out/module/ProxyManager. The recipe is build.proj, which Build.ps1 calls too.
# Usage: scripts/build.sh [Build|Programs|Portable|Test|Package|Format|Clean]
set -euo pipefail
exec dotnet msbuild "$(dirname "$0")/build.proj" -nologo -v:m "-t:${1:-Build}"
