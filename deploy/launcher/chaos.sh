# Run by `lungburden chaos [OPTIONS]` with the project's directory: a cluster on this machine while everything breaks.
set -u
home=$1
shift
. "$home/deploy/launcher/packages.sh"

# shellcheck disable=SC2086 # one word a package
need_packages "a cluster on this machine" $cluster_packages || exit 2
export PYTHONDONTWRITEBYTECODE=1
# the program and not the current folder decides what is imported
export PYTHONSAFEPATH=1 PYTHONPATH="$home/deploy"
exec /usr/bin/python3 -m harness.chaos "$@"
