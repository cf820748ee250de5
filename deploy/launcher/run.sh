# shellcheck disable=SC2154 # jdk_major comes from find_jdk, user_home from find_folders
# The script lungburden sources this. Runs the Java program with the heap, allocator and class path that the program needs.

# The network allocates and frees large blocks all the time. Without these settings the network runs up to 1.5 times slower.
set_allocator() {
    for run_lib in /usr/lib/x86_64-linux-gnu/libjemalloc.so.2 /usr/lib64/libjemalloc.so.2 /usr/lib/libjemalloc.so.2; do
        if [ -r "$run_lib" ]; then
            export LD_PRELOAD="$run_lib${LD_PRELOAD:+:$LD_PRELOAD}"
            export MALLOC_CONF="${MALLOC_CONF:-thp:always,dirty_decay_ms:-1,muzzy_decay_ms:-1}"
            return
        fi
    done
    export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
    export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-8589934592}"
    export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-17179869184}"
    export GLIBC_TUNABLES="${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1}"
}

set_environment() {
    set_allocator
    export LUNGBURDEN_MODEL="${LUNGBURDEN_MODEL:-$1/inference-worker/model}"
    export OPT_OUT_TRACKING=true
    set_locale
}

# Java reads and writes file names in the locale's character set. In the locale C an umlaut is lost, and Java cannot find the file.
set_locale() {
    case $(locale charmap 2>/dev/null) in
        ANSI_X3.4-1968 | US-ASCII) export LC_ALL=C.UTF-8 ;;
    esac
}

# Runs command $2 of the project in $1. Replaces the shell, so that signals reach the program and no process is left behind.
run_once() {
    run_home=$1
    shift
    set_environment "$run_home"
    # The garbage collector gives a block of more than half a region its own whole regions. With the JVM's regions of 1 MB a slice
    # would take twice its size.
    run_heap='-Xmx3g -XX:G1HeapRegionSize=4m'
    [ "${1:-}" = api ] && run_heap=-Xmx512m
    case ${1:-} in serve | api | worker) run_exits=1 ;; *) run_exits='' ;; esac
    set -- -cp "$run_home/deploy/standalone/target/lungburden-standalone.jar:$run_home/deploy/standalone/target/lib/*" \
        org.lungburden.standalone.Main "$@"
    # shellcheck disable=SC2086 # blanks separate the options
    set -- $run_heap -Djava.awt.headless=true "-Duser.home=$user_home" ${LUNGBURDEN_JAVA_OPTS:-} "$@"
    # After an OutOfMemoryError no thread of a process can be trusted (docs/adr/0016-what-a-full-heap-ends.md). The JVM then ends
    # with 3, like a failed start. The signal lets supervise distinguish the two.
    [ -n "$run_exits" ] && set -- -XX:+DisplayVMOutputToStderr "-XX:OnOutOfMemoryError=kill -USR1 $$" -XX:+ExitOnOutOfMemoryError "$@"
    [ -t 2 ] && set -- -Dlungburden.terminal=true "$@"
    [ -t 0 ] && set -- -Dlungburden.typed=true "$@"
    [ "$jdk_major" -ge 22 ] && set -- --enable-native-access=ALL-UNNAMED "$@"
    [ "$jdk_major" -ge 23 ] && set -- --sun-misc-unsafe-memory-access=allow "$@"
    # class data sharing: the first exit writes the archive, which makes every later start shorter
    [ "$jdk_major" -ge 19 ] && set -- -XX:+AutoCreateSharedArchive \
        "-XX:SharedArchiveFile=$run_home/target/launcher/classes-$jdk_major.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off "$@"
    exec "$JAVA_HOME/bin/java" "$@"
}
