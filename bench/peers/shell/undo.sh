#!/bin/sh
# Takes away what first.sh made.
systemctl stop bench-caddy
nft delete table inet bench
ip link delete bench
rm -f /run/bench.*
