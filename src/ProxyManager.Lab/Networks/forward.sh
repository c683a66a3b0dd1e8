# shellcheck shell=sh
# Makes a router of the network namespace it runs in.
set -eu
echo 1 >/proc/sys/net/ipv4/ip_forward
echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
# Hosts without a common subnet talk to each other through the router: it must not send them around itself.
for file in /proc/sys/net/ipv4/conf/*/send_redirects; do
    echo 0 >"$file"
done
