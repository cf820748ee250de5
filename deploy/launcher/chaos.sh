# Run by `lungburden chaos [OPTIONS]` with the project's directory: a cluster on this machine while everything breaks.
set -u
home=$1
shift
. "$home/deploy/launcher/packages.sh"

# shellcheck disable=SC2086 # one word a package
need_packages "a cluster on this machine" $cluster_packages || exit 2
export PYTHONDONTWRITEBYTECODE=1
exec /usr/bin/python3 "$home/deploy/cluster/chaos.py" "$@"
