# `lungburden test [--quick | PART [NAME...]]` runs this with the project's directory. Installs the packages for the tests (as root
# on Debian), runs the tests, and prints the slowest tests and the number of tests.
set -u
home=$1
shift
cd "$home" || exit 3
unset LUNGBURDEN_PYTORCH
. deploy/launcher/jdk.sh
. deploy/launcher/build.sh
. deploy/launcher/packages.sh
. deploy/launcher/test_parts.sh
. deploy/launcher/test_web.sh

usage() {
    echo "usage: lungburden test [--quick | java [NAME...] | python [NAME...] | launcher [NAME...] | web [NAME...]]" >&2
    exit 2
}

# The launcher tests and the page's wait for processes or for the clock half of their time, and so do the Java tests. Side by side they keep
# both cores busy.
whole_gate() {
    part shell shell_style
    part python-style python_style
    part build build_from_scratch
    # without a build every test would fail for the same reason
    ! grep -qsx build target/test/failed || return
    # Ctrl-C ends this separate session through the trap; a background process would ignore SIGINT
    setsid env --default-signal=INT,QUIT sh deploy/launcher/test.sh "$home" --beside >target/test/beside.log 2>&1 &
    beside=$!
    trap 'kill -s TERM -- "-$beside" 2>/dev/null; exit 130' INT
    trap 'kill -s TERM -- "-$beside" 2>/dev/null; exit 143' TERM HUP
    part java java_tests
    part python python_tests
    wait "$beside"
    trap - INT TERM HUP
    cat target/test/beside.log
}

# The checks that take less than 3 minutes on two cores after the project is built.
quick_gate() {
    part shell shell_style
    part python-style python_style
    part java java_quick
    part python python_tests -m "not programs and not slow"
    part launcher launcher_tests -m "not programs"
    part web web_checks
}

find_jdk || exit 2
export OPT_OUT_TRACKING=true PYTHONDONTWRITEBYTECODE=1
what=${1:-}
[ $# -eq 0 ] || shift
if [ "$what" = --beside ]; then
    part launcher launcher_tests
    part web web_tests
    exit 0
fi
mkdir -p target/test
rm -f target/test/*.xml target/test/failed
# older reports belong to another run
touch target/test/begun
# shellcheck disable=SC2086 # each package is one word
need_packages "lungburden test" $test_packages || exit 2
case $what in
    '') whole_gate ;;
    --quick)
        [ $# -eq 0 ] || usage
        quick_gate
        ;;
    java) part java java_named "$@" ;;
    python) part python python_named "$@" ;;
    launcher) part launcher launcher_named "$@" ;;
    web) part web web_named "$@" ;;
    *) usage ;;
esac
exec /usr/bin/python3 deploy/launcher/summary.py ${1:+--list}
