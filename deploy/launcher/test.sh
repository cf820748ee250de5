# Run by `lungburden test [--quick | PART [NAME...]]` with the project's directory. Installs what the tests need (as root on
# Debian), runs the tests, and prints the slowest of them and their number.
set -u
home=$1
shift
cd "$home" || exit 3
unset LUNGBURDEN_PYTORCH
. deploy/launcher/jdk.sh
. deploy/launcher/build.sh
. deploy/launcher/packages.sh
. deploy/launcher/test_parts.sh

usage() {
    echo "usage: lungburden test [--quick | java [NAME...] | python [NAME...] | launcher [NAME...]]" >&2
    exit 2
}

# The Python and launcher tests, and the Java tests, wait for processes and for the clock half of their time: side by side
# they leave neither core idle.
whole_gate() {
    part shell shell_style
    part python-style python_style
    part build build_from_scratch
    # without a build every test would fail for one reason
    ! grep -qsx build target/test/failed || return
    # a session of its own, which Ctrl-C ends by way of the trap; a background process would hear no SIGINT at all
    setsid env --default-signal=INT,QUIT sh deploy/launcher/test.sh "$home" --beside >target/test/beside.log 2>&1 &
    beside=$!
    trap 'kill -s TERM -- "-$beside" 2>/dev/null; exit 130' INT
    trap 'kill -s TERM -- "-$beside" 2>/dev/null; exit 143' TERM HUP
    part java java_tests
    wait "$beside"
    trap - INT TERM HUP
    cat target/test/beside.log
}

# What takes less than 3 minutes on two cores once the project is built.
quick_gate() {
    part shell shell_style
    part python-style python_style
    part java java_quick
    part python python_tests -m "not programs and not slow"
    part launcher launcher_tests -m "not programs"
}

find_jdk || exit 2
export OPT_OUT_TRACKING=true PYTHONDONTWRITEBYTECODE=1
what=${1:-}
[ $# -eq 0 ] || shift
if [ "$what" = --beside ]; then
    part python python_tests
    part launcher launcher_tests
    exit 0
fi
mkdir -p target/test
rm -f target/test/*.xml target/test/failed
# reports that are older belong to another run
touch target/test/begun
# shellcheck disable=SC2086 # one word a package
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
    *) usage ;;
esac
exec /usr/bin/python3 deploy/launcher/summary.py ${1:+--list}
