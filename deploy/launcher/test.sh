# Run by `lungburden test` with the project's directory. Installs what the tests need (as root on Debian), runs every
# test there is and prints their number.
set -u
home=$1
shift
if [ $# -gt 0 ]; then
    echo "usage: lungburden test (runs every test, 25 minutes on two cores; takes no options)" >&2
    exit 2
fi
cd "$home" || exit 3
unset LUNGBURDEN_PYTORCH
. deploy/launcher/jdk.sh
. deploy/launcher/build.sh
. deploy/launcher/packages.sh

packages="docker-compose dcmtk libgdcm-tools openssl shellcheck procps
    python3-flake8 python3-gdcm python3-matplotlib python3-nibabel python3-numpy python3-pil python3-pydicom
    python3-pytest python3-scipy python3-skimage python3-torch python3-tqdm python3-venv python3-yaml
    $cluster_packages"

# Runs one part of the tests; the others go on when it fails.
part() {
    part_name=$1
    shift
    echo "lungburden test: $part_name"
    part_begin=$(date +%s)
    "$@" || {
        status=1
        failed_parts="$failed_parts $part_name"
    }
    echo "lungburden test: $part_name took $(($(date +%s) - part_begin)) s"
}

java_tests() {
    rm -f target/launcher/fingerprint
    (exec_maven "$home" -B -ntp -fae -Pchecks clean verify -Dstyle.color=never) || return 1
    mkdir -p target/launcher
    sources_fingerprint "$home" >target/launcher/fingerprint
}

# The oldest supported JDK runs the main job too, where one is at hand beside the newest.
oldest_jdk() {
    for oldest_dir in /usr/lib/jvm/*; do
        if [ "$(jdk_major_of "$oldest_dir")" = 17 ]; then
            (cd "$oldest_dir" && pwd -P)
            return
        fi
    done
}

launcher_tests() {
    LUNGBURDEN_OLDEST_JDK=$(oldest_jdk) PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -m pytest -q -rs \
        --junit-xml="$home/target/test/launcher.xml" deploy/harness/tests
}

python_style() {
    PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -m flake8 deploy training
}

python_tests() {
    (cd training && PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -m pytest -q -rs \
        --junit-xml="$home/target/test/training.xml" tests)
}

status=0 failed_parts=
mkdir -p target/test
rm -f target/test/*.xml
# shellcheck disable=SC2086 # one word a package
need_packages "lungburden test" $packages || exit 2
find_jdk || exit 2
export OPT_OUT_TRACKING=true
part shell shellcheck -s sh -x -S warning lungburden deploy/launcher/*.sh deploy/docker/build.sh deploy/docker/verify.sh
part python-style python_style
part java java_tests
part python python_tests
part launcher launcher_tests
/usr/bin/python3 deploy/launcher/summary.py "$failed_parts" || status=1
exit "$status"
