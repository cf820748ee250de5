# Run by `lungburden bench [NAME]` with the project's directory: the benchmarks, each with a table of ratios.
set -u
home=$1
shift

need() {
    command -v "$1" >/dev/null 2>&1 && return
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        apt-get update -qq && apt-get install -y -qq --no-install-recommends "$2" >/dev/null && return
    fi
    echo "lungburden: the benchmarks need $1; as root: apt-get install $2" >&2
    exit 2
}

case ${1:-api} in
    api)
        need wrk wrk
        need python3 python3
        exec python3 "$home/deploy/bench/api.py"
        ;;
    *)
        echo "lungburden: no such benchmark: $1 (there is: api)" >&2
        exit 2
        ;;
esac
