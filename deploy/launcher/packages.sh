# Commands that need Debian packages source this.

# the packages for a cluster of real processes on this machine
# shellcheck disable=SC2034 # scripts that source this use the variable
cluster_packages="postgresql-15 rabbitmq-server python3 python3-nibabel python3-numpy python3-psutil python3-psycopg2 python3-venv"

missing_packages() {
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || printf '%s ' "$package"
    done
}

# Installs the missing packages among $2... as root, otherwise prints what to do. $1 names what needs the packages.
need_packages() {
    need_what=$1
    shift
    if ! command -v dpkg-query >/dev/null 2>&1; then
        echo "lungburden: $need_what needs Debian 12's packages: apt-get install $*" >&2
        return 1
    fi
    need_missing=$(missing_packages "$@")
    [ -z "$need_missing" ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        echo "lungburden: $need_what needs packages; as root: apt-get install $need_missing" >&2
        return 1
    fi
    echo "lungburden: installing $need_missing" >&2
    # shellcheck disable=SC2086 # each package is one word
    need_said=$(install_quietly $need_missing 2>&1) && return 0
    printf '%s\n' "$need_said" >&2
    return 1
}

# Debian packages start their servers at once and at each boot, on every address. Tests and clusters start their own servers.
# Debian's policy layer (man invoke-rc.d) therefore forbids these starts during the installation; an existing policy stays.
policy_file=/usr/sbin/policy-rc.d

install_quietly() (
    if [ ! -e "$policy_file" ]; then
        trap 'rm -f "$policy_file"' EXIT
        trap 'exit 130' INT
        trap 'exit 143' TERM
        printf '#!/bin/sh\nexit 101\n' >"$policy_file" && chmod 755 "$policy_file" || exit 1
    fi
    # a machine that has just started may be installing packages of its own
    apt-get update -qq -o DPkg::Lock::Timeout=300 || exit 1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends "$@" || exit 1
    for server in rabbitmq-server orthanc; do
        case " $* " in
            *" $server "*) [ ! -d /run/systemd/system ] || systemctl --quiet disable "$server.service" ;;
        esac
    done
    exit 0
)
