#!/usr/bin/env bash
# Installs what it needs, builds, raises a lab of real Debian hosts, applies examples/quickstart to it, proves by real traffic that it works,
# breaks it by hand and shows the hosts' own timers putting it right. Cleans up, unless --keep.
# PM_CADDY names a Caddy with layer4, else the one on the path is taken if it has it; without it the Caddy gateway carries http only.
# shellcheck disable=SC2016,SC2317 # single quotes: for the shell of a lab host; functions: called by name
set -euo pipefail
cd "$(dirname "$0")/.."

keep=false
case "${1:-}" in
  "") ;;
  --keep) keep=true ;;
  *) echo "usage: scripts/quickstart.sh [--keep]" >&2; exit 2 ;;
esac

fleet=$(mktemp -d)
lab=quickstart-$$
proved=()
failed=0
pm=$PWD/out/bin/pm
export PM_KEY=$fleet/quickstart.key DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

cleanup() {
  local code=$?
  if $keep && [ "$code" -eq 0 ]; then
    echo "kept: the lab $lab and its inventory in $fleet; '$pm lab down --name $lab' takes it down"
    return
  fi
  if [ -x "$pm" ] && tells "$lab " "$pm" lab list; then "$pm" lab down --name "$lab" || true; fi
  rm -rf "$fleet"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

say() { printf '\n== %s\n' "$*"; }
note() { proved+=("$(printf '%6s s  %-4s %s' "$1" "$2" "$3")"); }

# prove TEXT COMMAND...: the command must succeed within 30 s; it is repeated until it does.
prove() {
  local text=$1 begin end
  shift
  begin=$(date +%s%N)
  end=$((SECONDS + 30))
  until "$@" >/dev/null 2>&1; do
    if [ $SECONDS -ge $end ]; then
      note "$(seconds_since "$begin")" "NO" "$text"
      echo "not so: $text" >&2
      failed=1
      return
    fi
    sleep 0.2
  done
  note "$(seconds_since "$begin")" "yes" "$text"
  echo "yes: $text"
}

seconds_since() { awk -v ns=$(($(date +%s%N) - $1)) 'BEGIN { printf "%.1f", ns / 1e9 }'; }

controller() { "$pm" lab exec --name "$lab" -- "$@"; }
on() {
  local host=$1
  shift
  "$pm" lab exec --name "$lab" --on "$host" -- "$@"
}

# Timed steps end up in the table too.
step() {
  local text=$1 begin
  shift
  say "$text"
  begin=$(date +%s%N)
  "$@"
  note "$(seconds_since "$begin")" "" "$text"
}

build() {
  scripts/bootstrap.sh build lab || echo "goes on with what is there"
  # Only root can host a lab, whose hosts need the agent; for what needs no host a pm that needs the .NET runtime will do.
  if [ "$(id -u)" -eq 0 ]; then scripts/build.sh Programs; else scripts/build.sh Portable; fi
}

can_host_lab() { "$pm" lab check; }

show_without_lab() {
  say "this machine cannot host a lab, so there is no traffic to show; what needs no host:"
  (cd "$fleet" && XDG_CONFIG_HOME=$fleet "$pm" init demo && "$pm" validate && "$pm" render --out rendered && ls rendered/*)
}

serve() {
  local host=$1
  on "$host" sh -c 'cat > /root/service.py' <examples/quickstart/service.py
  on "$host" openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=shop.example.com \
    -addext subjectAltName=DNS:shop.example.com,DNS:www.shop.example.com -keyout /root/key.pem -out /root/cert.pem 2>/dev/null
  on "$host" systemd-run --quiet --unit=demo python3 /root/service.py "$host" /root/cert.pem /root/key.pem
}

start_services() {
  serve nas
  serve nuc
}

prepare() { controller "$pm" host init -i "$fleet" "${caddy[@]}"; }
apply() { controller "$pm" apply --yes -i "$fleet"; }
raise() { "$pm" lab up --name "$lab" -i "$fleet" 2>&1 | grep -v 'PM1302'; }

# tells WORDS COMMAND...: the command prints the words. Read to its end: a command whose reader leaves early fails.
tells() {
  local words=$1
  shift
  [[ "$("$@" 2>&1)" == *"$words"* ]]
}

# What an outside client sees.
own_certificate() { # ADDRESS NAME: the service's own certificate, so nothing was decrypted on the way
  local seen own
  own=$(on nas openssl x509 -in /root/cert.pem -noout -fingerprint -sha256)
  seen=$(on client sh -c "openssl s_client -connect '$1' -servername '$2' </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256")
  [ -n "$own" ] && [ "$own" = "$seen" ]
}
page() { tells "$3 answers" on client curl -skf --max-time 5 --resolve "$1:$2" "https://$1/"; }
issued_at_gateway() { tells 'issuer: CN=Caddy Local Authority' on client curl -skvf --max-time 5 --resolve "blog.example.com:443:$1" https://blog.example.com/; }
echoes() { [ "$(on client sh -c "echo hello | socat -t2 - '$1',connect-timeout=5")" = hello ]; }

# Breaking by hand, and what puts it right must be the host itself: nothing of ours is called.
in_order() { tells 'in order' on "$1" /usr/local/bin/pm-agent status; }
has_peers() { [ "$(on ams1 wg show pm0 peers | wc -l)" -eq 2 ]; }
has_rules() { tells 'dnat ip to' on ams1 nft list chain inet proxymanager pm_dstnat; }
has_sysctl() { [ "$(on ams1 sysctl -n net.ipv4.ip_forward)" = 1 ]; }
edge_serves() { page shop.example.com "443:203.0.113.10" nas && ! on ams1 grep -q broken /etc/proxymanager/haproxy/haproxy.cfg; }

say "installing and building"
begin=$(date +%s%N)
build
note "$(seconds_since "$begin")" "" "packages installed, pm and pm-agent built"

if ! can_host_lab; then
  show_without_lab
  exit 0
fi

cp examples/quickstart/fleet.yml "$fleet/"
caddy=()
if [ -z "${PM_CADDY:-}" ] && timeout 10 caddy list-modules </dev/null 2>/dev/null | grep -x layer4 >/dev/null; then
  PM_CADDY=$(command -v caddy)
fi
if [ -n "${PM_CADDY:-}" ]; then
  cp examples/quickstart/layer4.yml "$fleet/"
  caddy=(--caddy "$PM_CADDY")
else
  echo "PM_CADDY is not set, and no caddy with layer4 is on the path: the Caddy gateway carries http only"
fi
"$pm" key new --out "$PM_KEY" >/dev/null
step "raising five Debian hosts (the first time their images are built)" raise
step "preparing them: agent, trust, WireGuard keys" prepare
step "services start behind NAT" start_services
step "applying the inventory" apply
step "applying it again: nothing to do" apply

say "what an outside client sees"
prove "TLS by SNI reaches nas behind NAT, its certificate the service's own (haproxy, IPv4)" own_certificate 203.0.113.10:443 shop.example.com
prove "… and over IPv6" own_certificate "[$(on ams1 hostname -I | tr ' ' '\n' | grep -m1 '^2001:')]:443" www.shop.example.com
if [ -n "${PM_CADDY:-}" ]; then
  prove "TLS by SNI through Caddy with layer4" own_certificate 203.0.113.20:443 shop.example.com
fi
prove "https://blog.example.com ends at the gateway, its certificate made there (haproxy gateway)" issued_at_gateway 203.0.113.10
prove "https://blog.example.com ends at the gateway, its certificate made there (caddy gateway)" issued_at_gateway 203.0.113.20
prove "a TCP forward, IPv4" echoes TCP4:203.0.113.10:7000
prove "a TCP forward, IPv6" echoes "TCP6:[$(on ams1 hostname -I | tr ' ' '\n' | grep -m1 '^2001:')]:7000"
prove "a UDP forward, IPv4" echoes UDP4:203.0.113.10:7000
prove "a UDP forward, IPv6" echoes "UDP6:[$(on ams1 hostname -I | tr ' ' '\n' | grep -m1 '^2001:')]:7000"

say "breaking the gateway by hand; its own timer puts it right"
on ams1 sh -c 'wg set pm0 peer "$(wg show pm0 peers | head -1)" remove'
prove "a deleted WireGuard peer is back" has_peers
on ams1 nft flush table inet proxymanager
prove "a flushed firewall table is back" has_rules
on ams1 sh -c 'echo "# broken" >> /etc/proxymanager/haproxy/haproxy.cfg; systemctl stop pm-haproxy'
prove "the edge's edited file is as it was, and the stopped edge serves" edge_serves
on ams1 sysctl -q net.ipv4.ip_forward=0
prove "a changed sysctl is as it was" has_sysctl
prove "ams1 says that it is in order" in_order ams1

say "what was proved, and how long each took"
printf '%s\n' "${proved[@]}"
echo "total $SECONDS s"
exit $failed
