#!/usr/bin/env bash
# Installs the Debian packages that a task needs, asks nothing, and leaves no service of theirs running or enabled.
# Usage: scripts/bootstrap.sh [build] [test] [lab] [bench]     (default: build test lab)
# Says nothing when all is there. Fails, naming the packages, where it may not install them.
set -euo pipefail

declare -A packages=(
  # The programs are compiled ahead of time: a C compiler as linker, zlib.
  [build]="clang zlib1g-dev"
  # The tools that read what the compiler writes.
  [test]="conntrack haproxy iproute2 iptables nftables openssh-client openssl shellcheck systemd wireguard-go wireguard-tools python3 git zbar-tools zsh faketime"
  # Lab hosts: what LabRequirements looks for.
  [lab]="dpkg-dev iproute2 mmdebstrap nftables openssh-client systemd-container util-linux"
  # What the benchmark measures beside pm, and with.
  [bench]="ansible-core ansible-mitogen openssh-client python3"
)

missing=()
for task in "${@:-build test lab}"; do
  for name in $task; do
    for package in ${packages[$name]:?bootstrap: unknown task $name}; do
      [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
  done
done
[ ${#missing[@]} -gt 0 ] || exit 0
mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)

as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo -n); fi
if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
  echo "bootstrap: needs these packages and may not install them here: ${missing[*]}" >&2
  exit 1
fi
echo "bootstrap: installing ${missing[*]}"

policy=/usr/sbin/policy-rc.d
work=$(mktemp -d)

restore_policy() {
  "${as_root[@]}" rm -f "$policy"
  if [ -e "$work/policy" ] || [ -L "$work/policy" ]; then "${as_root[@]}" cp -a "$work/policy" "$policy"; fi
  rm -rf "$work"
}

installed() { dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort; }

# Exit code 101 of policy-rc.d: a package's installation may start nothing (invoke-rc.d(8)).
if [ -e "$policy" ] || [ -L "$policy" ]; then cp -a "$policy" "$work/policy"; fi
trap restore_policy EXIT
printf '#!/bin/sh\nexit 101\n' >"$work/deny"
"${as_root[@]}" rm -f "$policy"
"${as_root[@]}" install -m 0755 "$work/deny" "$policy"

installed >"$work/before"
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } >"$work/log" 2>&1 </dev/null; then
  cat "$work/log" >&2
  echo "bootstrap: the packages could not be installed: ${missing[*]}" >&2
  exit 1
fi
installed >"$work/after"

# Units that came with these packages, and only those, are not left enabled.
mapfile -t new < <(comm -13 "$work/before" "$work/after")
mapfile -t units < <(dpkg -L "${new[@]}" | sed -n 's,^\(/usr\)\?/lib/systemd/system/\([^/]*[^@]\.\(service\|socket\|timer\)\)$,\2,p' | sort -u)
for unit in "${units[@]}"; do
  if [ "$(systemctl is-enabled "$unit" 2>/dev/null)" = enabled ]; then
    "${as_root[@]}" systemctl --quiet disable "$unit" >/dev/null 2>&1
  fi
done
