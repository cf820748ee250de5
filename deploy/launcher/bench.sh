# Run by `lungburden bench [NAME]` with the project's directory: the benchmarks, each with a table of ratios.
set -u
home=$1
shift

. "$home/deploy/launcher/packages.sh"

need() {
    command -v "$1" >/dev/null 2>&1 || need_packages "this benchmark" "$2" || exit 2
}

export PYTHONDONTWRITEBYTECODE=1
# the program and not the current folder decides what is imported
export PYTHONSAFEPATH=1 PYTHONPATH="$home/deploy"
case ${1:-api} in
    api)
        need wrk wrk
        need python3 python3
        exec python3 -m harness.bench.api
        ;;
    cluster)
        # shellcheck disable=SC2086 # one word a package
        need_packages "this benchmark" $cluster_packages || exit 2
        shift
        exec /usr/bin/python3 -m harness.bench.cluster "$@"
        ;;
    inference)
        need python3 python3
        shift
        exec python3 -m harness.bench.inference "$@"
        ;;
    *)
        echo "lungburden: no such benchmark: $1 (there are: api, cluster, inference)" >&2
        exit 2
        ;;
esac
