# shellcheck shell=sh
# One boot of a host, in a mount namespace that ends with it.
set -eu
root=$PM_LAB_DIR/root seed=$PM_LAB_DIR/seed
mount -t overlay overlay -o "lowerdir=$PM_LAB_LAYERS,upperdir=$PM_LAB_DIR/upper,workdir=$PM_LAB_DIR/work" "$root"

if [ ! -e "$PM_LAB_DIR/seeded" ]; then
    install -m 0644 "$seed/hosts" "$seed/hostname" "$root/etc/"
    install -m 0444 "$seed/machine-id" "$root/etc/"
    install -m 0644 "$seed/lab.conf" "$root/etc/ssh/sshd_config.d/"
    install -m 0600 "$seed/ssh_host_ed25519_key" "$root/etc/ssh/"
    install -m 0644 "$seed/ssh_host_ed25519_key.pub" "$root/etc/ssh/"
    if [ "$PM_LAB_USER" != root ]; then
        chroot "$root" useradd --create-home --shell /bin/bash "$PM_LAB_USER"
        echo "$PM_LAB_USER ALL=(ALL) NOPASSWD: ALL" >"$root/etc/sudoers.d/$PM_LAB_USER"
        chmod 0440 "$root/etc/sudoers.d/$PM_LAB_USER"
    fi
    for login in root "$PM_LAB_USER"; do
        home=$(chroot "$root" getent passwd "$login" | cut -d: -f6)
        chroot "$root" install -d -m 0700 -o "$login" -g "$login" "$home/.ssh"
        install -m 0644 "$seed/authorized_keys" "$root$home/.ssh/"
    done
    touch "$PM_LAB_DIR/seeded"
fi

export SYSTEMD_NSPAWN_API_VFS_WRITABLE=yes
exec systemd-nspawn --quiet --directory="$root" --boot --register=no --keep-unit --capability=all --bind=/dev/net/tun \
    --machine="$PM_LAB_MACHINE" --hostname="$PM_LAB_NAME" --network-namespace-path="/run/netns/$PM_LAB_NETWORK" \
    --resolv-conf=off --timezone=off --link-journal=no
