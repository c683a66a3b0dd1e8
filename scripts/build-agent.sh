#!/usr/bin/env bash
# Compiles the agent ahead of time to out/agent/linux-x64/pm-agent.
#
# net10.0 is tried first. Where the package source lacks its ahead-of-time compiler, net9.0 is taken, and the last line says so.
# Needs a C compiler (clang or gcc) and zlib's headers.
set -euo pipefail
cd "$(dirname "$0")/.."

rid=linux-x64
output=out/agent/$rid
work=out/artifacts/agent-aot
log=$work/publish.log
compiler=$(command -v clang || command -v gcc) || { echo "build-agent: needs clang or gcc" >&2; exit 1; }
mkdir -p "$output" "$work"

for framework in net10.0 net9.0; do
  options=(
    -r "$rid" -f "$framework" -p:PublishAot=true -p:TargetFrameworks="$framework" -p:CppCompilerAndLinker="$compiler"
    -p:ArtifactsPath="$PWD/$work/$framework"
  )
  # Only a compiler that cannot be restored moves on to the next framework; an error in the code must not.
  if ! dotnet restore src/ProxyManager.Agent -v q "${options[@]:0:2}" "${options[@]:4}" >"$log" 2>&1; then
    if grep -q 'NU110[0-3]' "$log"; then
      echo "build-agent: the ahead-of-time compiler of $framework cannot be restored from the package source"
      continue
    fi
    cat "$log" >&2
    exit 1
  fi
  if ! dotnet publish src/ProxyManager.Agent -c Release -v q --no-restore "${options[@]}" -o "$work/$framework/publish" >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
  install -m 0755 "$work/$framework/publish/pm-agent" "$output/pm-agent"
  echo "build-agent: $output/pm-agent compiled ahead of time for $framework, $(stat -c %s "$output/pm-agent") bytes"
  exit 0
done
echo "build-agent: no ahead-of-time compiler for $rid can be restored" >&2
exit 1
