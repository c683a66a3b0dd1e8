# shellcheck shell=sh
# Fails where hosts could not have an overlay. $1 empty directory on the file system of the labs' state
set -eu
mkdir "$1/lower" "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=$1/lower,upperdir=$1/upper,workdir=$1/work" "$1/root"
