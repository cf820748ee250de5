# `lungburden chaos [OPTIONS]` runs this with the project's directory: a cluster on this machine, with faults in every part.
set -u
home=$1
shift
. "$home/deploy/launcher/packages.sh"

# shellcheck disable=SC2086 # each package is one word
need_packages "a cluster on this machine" $cluster_packages || exit 2
export PYTHONDONTWRITEBYTECODE=1
# imports must come from the program's folders, not from the current folder
export PYTHONSAFEPATH=1 PYTHONPATH="$home/deploy"
exec /usr/bin/python3 -m harness.chaos "$@"
