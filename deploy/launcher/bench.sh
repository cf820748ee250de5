# `lungburden bench [NAME]` runs this with the project's directory as argument. Each benchmark prints a table of ratios.
set -u
home=$1
shift

. "$home/deploy/launcher/packages.sh"

need() {
    command -v "$1" >/dev/null 2>&1 || need_packages "this benchmark" "$2" || exit 2
}

export PYTHONDONTWRITEBYTECODE=1
# imports must come from the program's folders, not from the current folder
export PYTHONSAFEPATH=1 PYTHONPATH="$home/deploy"
case ${1:-api} in
    api)
        need wrk wrk
        need python3 python3
        exec python3 -m harness.bench.api
        ;;
    attacks)
        # shellcheck disable=SC2086 # each package is one word
        need_packages "this benchmark" $cluster_packages || exit 2
        shift
        exec /usr/bin/python3 -m harness.bench.attacks "$@"
        ;;
    batch)
        # shellcheck disable=SC2086 # each package is one word
        need_packages "this benchmark" $cluster_packages python3-yaml || exit 2
        shift
        exec /usr/bin/python3 -m harness.bench.batch "$@"
        ;;
    cluster)
        # shellcheck disable=SC2086 # each package is one word
        need_packages "this benchmark" $cluster_packages || exit 2
        shift
        exec /usr/bin/python3 -m harness.bench.cluster "$@"
        ;;
    decode)
        need_packages "this benchmark" dcmtk libgdcm-tools python3-numpy python3-pydicom || exit 2
        shift
        exec /usr/bin/python3 -m harness.bench.decode "$@"
        ;;
    files)
        need python3 python3
        shift
        exec python3 -m harness.bench.files "$@"
        ;;
    inference)
        need python3 python3
        shift
        exec python3 -m harness.bench.inference "$@"
        ;;
    store)
        need python3 python3
        shift
        exec python3 -m harness.bench.store "$@"
        ;;
    *)
        echo "lungburden: no such benchmark: $1 (there are: api, attacks, batch, cluster, decode, files, inference, store)" >&2
        exit 2
        ;;
esac
