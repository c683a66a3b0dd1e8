#!/usr/bin/env bash
# Runs every check and test. The last line is "N passed, N failed, N skipped"; the exit code is 0 only if nothing failed.
# Before it stands how long the run took, and whether that is longer than a whole run should take; that fails nothing.
# Usage: scripts/test.sh [PROJECT...]      e.g. scripts/test.sh Resources Agent Pester (all by default; then also format and scripts)
# The PowerShell tests need pwsh (or PM_PWSH) and Pester; where one is missing, the report says so.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=out/test-results
project_timeout=50m
whole_run_limit=2400
checks_failed=0

check() { # NAME COMMAND...: a check that is no xunit test counts as one failed test when it fails
  local name=$1 begin=$SECONDS
  shift
  if "$@"; then
    echo "== $name: in order ($((SECONDS - begin)) s)"
  else
    echo "== $name: FAILED" >&2
    checks_failed=$((checks_failed + 1))
  fi
}

powershell_tests() {
  local pwsh
  pwsh=${PM_PWSH:-$(command -v pwsh)}
  if [ -z "$pwsh" ]; then
    echo "PowerShell tests not run: no pwsh" >"$results/Pester.skipped"
    return
  fi
  timeout --kill-after=60s "$project_timeout" "$pwsh" -NoProfile -NonInteractive -File tests/Pester/Run.ps1 -Results "$PWD/$results/Pester.junit" \
    >"$results/Pester.log" 2>&1 </dev/null
  local code=$?
  if [ "$code" -eq 3 ]; then
    echo "PowerShell tests not run: no Pester" >"$results/Pester.skipped"
    return
  fi
  echo "$code" >"$results/Pester.exit"
  echo "== $(head -n 1 "$results/Pester.log"): exit code $code"
}

scripts/bootstrap.sh build test lab || echo "test: goes on with what is there; tests that need more say so and are skipped"
if ! scripts/build.sh; then
  echo "test: the build failed" >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

# A Caddy with layer4: what PM_CADDY names, else the one on the path if it has it.
if [ -z "${PM_CADDY:-}" ] && timeout 10 caddy list-modules </dev/null 2>/dev/null | grep -x layer4 >/dev/null; then
  PM_CADDY=$(command -v caddy)
  export PM_CADDY
fi

projects=("$@")
if [ ${#projects[@]} -eq 0 ]; then
  projects=(tests/ProxyManager.*.Tests/ Pester)
  # The build has checked style and analyzers already (EnforceCodeStyleInBuild); what is left is white space.
  # --include takes a directory only by its final slash.
  check "format" dotnet format whitespace . --folder --verify-no-changes --include src/ tests/ bench/
  if command -v shellcheck >/dev/null; then
    mapfile -t shell_scripts < <(git ls-files '*.sh' .ci/run)
    check "scripts" shellcheck "${shell_scripts[@]}"
  else
    echo "== scripts: not checked, shellcheck is not installed"
  fi
fi

rm -rf "$results"
mkdir -p "$results"
for project in "${projects[@]}"; do
  if [ "$project" = Pester ]; then
    powershell_tests
    continue
  fi
  name=${project#tests/ProxyManager.}
  name=${name%/}
  name=ProxyManager.${name%.Tests}.Tests
  begin=$SECONDS
  timeout --kill-after=60s "$project_timeout" dotnet test "out/artifacts/bin/$name/release/$name.dll" --nologo \
    --logger "trx;LogFileName=$name.trx" --results-directory "$results" >"$results/$name.log" 2>&1 </dev/null
  code=$?
  echo "$code" >"$results/$name.exit"
  echo "== $name: exit code $code ($((SECONDS - begin)) s)"
done

took="the run took $((SECONDS / 60)) min $((SECONDS % 60)) s"
if [ $# -eq 0 ] && [ "$SECONDS" -gt "$whole_run_limit" ]; then
  took+=", LONGER than the $((whole_run_limit / 60)) min that a whole run may take on 2 processors"
fi
python3 scripts/test-report.py "$results" "$checks_failed" "$took"
