# shellcheck shell=sh
# Runs one host until it powers off or is killed. All it works on is in its environment (HostMachine.cs).
set -eu
exec >>"$PM_LAB_DIR/console.log" 2>&1 </dev/null

# systemd manages the whole cgroup that it is started in, so each host needs one of its own (cgroups(7)).
for hierarchy in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
    if [ -e "$hierarchy/cgroup.procs" ]; then
        mkdir -p "$hierarchy/$PM_LAB_CGROUP"
        echo $$ >"$hierarchy/$PM_LAB_CGROUP/cgroup.procs"
    fi
done

# systemd-nspawn ends with 133 when the host asks for a reboot. What a host made of its network does not outlive its boot.
code=133
while [ "$code" = 133 ]; do
    ip -n "$PM_LAB_INTERNET" link delete "$PM_LAB_MANAGEMENT_PORT" 2>/dev/null || true
    ip -n "$PM_LAB_OUTSIDE" link delete "$PM_LAB_OUTSIDE_PORT" 2>/dev/null || true
    ip netns delete "$PM_LAB_NETWORK" 2>/dev/null || true
    ip netns add "$PM_LAB_NETWORK"
    ip -n "$PM_LAB_INTERNET" -batch "$PM_LAB_DIR/internet.batch"
    ip -n "$PM_LAB_OUTSIDE" -batch "$PM_LAB_DIR/outside.batch"
    ip -n "$PM_LAB_NETWORK" -batch "$PM_LAB_DIR/host.batch"
    code=0
    unshare --mount --propagation slave sh -c "$PM_LAB_BOOT" boot-host.sh || code=$?
done
