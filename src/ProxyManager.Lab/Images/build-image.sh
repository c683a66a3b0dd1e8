# shellcheck shell=sh disable=SC2016,SC2086 # hooks expand in their own shell; lists of packages are split on purpose
# Builds the lab's root file systems. Runs in mount and PID namespaces of its own, so that nothing stays mounted or running.
# $1 empty directory for the result   $2 APT sources for mmdebstrap   $3 packages of "bare"   $4 further packages of "full"
# $5 packages that are only offered by the repository   $6 the suite
set -eu
target=$1 sources=$2 base=$3 tools=$4 offered=$5 suite=$6
bare=$target/bare full=$target/full merged=$target/merged packages=/srv/packages
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

# The hook leaves all packages, downloaded through the machine's own APT configuration, for the repository.
export offered="$tools $offered"
mmdebstrap --quiet --mode=root --format=directory --variant=minbase --include="$base" \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --customize-hook='APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get --yes --quiet --no-install-recommends --download-only install $offered' \
    --customize-hook='mkdir -p "$1/srv/packages" && mv "$1"/var/cache/apt/archives/*.deb "$1/srv/packages/"' \
    "$suite" "$bare" "$sources"

(cd "$bare$packages" && dpkg-scanpackages --multiversion . >Packages 2>/dev/null)
rm -rf "$bare"/etc/apt/sources.list.d/* "$bare"/etc/apt/apt.conf.d/99mmdebstrap "$bare"/var/lib/apt/lists/*
echo "deb [trusted=yes] file:$packages ./" >"$bare/etc/apt/sources.list"

# What differs from host to host is given to each; kernel-wide sysctls would change the machine itself.
rm -f "$bare"/etc/ssh/ssh_host_* "$bare"/etc/machine-id "$bare"/var/lib/dbus/machine-id "$bare"/etc/resolv.conf "$bare"/etc/hostname
rm -f "$bare"/usr/lib/sysctl.d/*.conf
for unit in console-getty.service getty@tty1.service apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer e2scrub_reap.service \
    fstrim.timer systemd-pstore.service; do
    ln -sf /dev/null "$bare/etc/systemd/system/$unit"
done
chroot "$bare" apt-get --quiet update

mkdir "$full" "$target/work" "$merged"
mount -t overlay overlay -o "lowerdir=$bare,upperdir=$full,workdir=$target/work" "$merged"
printf '#!/bin/sh\nexit 101\n' >"$merged/usr/sbin/policy-rc.d"
chmod 0755 "$merged/usr/sbin/policy-rc.d"
chroot "$merged" apt-get --yes --quiet --no-install-recommends install $tools
chroot "$merged" apt-get clean
rm "$merged/usr/sbin/policy-rc.d"
for unit in caddy.service haproxy.service nftables.service; do
    systemctl --quiet --root="$merged" disable "$unit"
done
umount "$merged"
rm -rf "$merged" "$target/work"
