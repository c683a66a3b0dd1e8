#!/bin/sh
# What a first apply starts on a host at the least, by hand: a WireGuard interface, a table, a validated Caddy; nothing is compared, saved, confirmed or undone.
set -e
systemctl daemon-reload
wireguard-go bench >/dev/null 2>&1
ip link set up dev bench
printf 'table inet bench { chain input { type filter hook input priority 5; }; }' >/run/bench.nft
nft -c -f /run/bench.nft
nft -f /run/bench.nft
printf '{"admin":{"disabled":true},"apps":{"http":{"servers":{"bench":{"listen":[":81"],"automatic_https":{"disable":true},"routes":[{"handle":[{"handler":"static_response"}]}]}}}}}' >/run/bench.json
caddy validate --config /run/bench.json >/dev/null 2>&1
systemd-run --quiet --unit=bench-caddy caddy run --config /run/bench.json
until [ -n "$(ss -Hltn sport = :81)" ]; do sleep 0.05; done
