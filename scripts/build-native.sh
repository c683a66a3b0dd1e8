#!/usr/bin/env bash
# Compiles a program ahead of time: needs nothing on the machine that runs it, and starts in milliseconds.
# Usage: scripts/build-native.sh PROJECT OUTPUT      e.g. scripts/build-native.sh src/ProxyManager.Agent out/agent/linux-x64
#
# net10.0 is tried first. Where the package source lacks its ahead-of-time compiler, net9.0 is taken, and the last line says so.
# Needs a C compiler (clang or gcc) and zlib's headers, and a linux-x64 machine.
set -euo pipefail
cd "$(dirname "$0")/.."

project=$1
output=$2
rid=linux-x64
work=out/artifacts/native
log=$work/${project##*/}.log
compiler=$(command -v clang || command -v gcc) || { echo "build-native: needs clang or gcc" >&2; exit 1; }
mkdir -p "$work" "$output"

for framework in net10.0 net9.0; do
  options=(
    -r "$rid" -v q -p:PublishAot=true -p:NativeFramework="$framework" -p:CppCompilerAndLinker="$compiler"
    -p:ArtifactsPath="$PWD/$work/$framework"
    # The solution's build checks style and analyzers.
    -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:GenerateDocumentationFile=false
  )
  # Only a compiler that cannot be restored moves on to the next framework; an error in the code must not.
  if ! dotnet restore "$project" "${options[@]}" >"$log" 2>&1; then
    if grep -q 'NU110[0-3]' "$log"; then
      echo "build-native: the ahead-of-time compiler of $framework cannot be restored from the package source"
      continue
    fi
    cat "$log" >&2
    exit 1
  fi
  published=$work/$framework/publish/${project##*/}
  if ! dotnet publish "$project" -c Release --no-restore "${options[@]}" -o "$published" >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
  # The one executable file; symbols and templates for debuggers stay behind.
  program=$(find "$published" -maxdepth 1 -type f -perm -u+x ! -name '*.dbg')
  rm -f "$output/${program##*/}"
  install -m 0755 "$program" "$output/"
  echo "build-native: $output/${program##*/} compiled ahead of time for $framework, $(stat -c %s "$program") bytes"
  exit 0
done
echo "build-native: no ahead-of-time compiler for $rid can be restored" >&2
exit 1
