# The script lungburden sources this. Starts a service again after an end where only a new process helps.

# The pause before a start doubles up to the longest. A service that ran for the steady time begins with the first pause again.
supervise_first_seconds=1
supervise_longest_seconds=60
supervise_steady_seconds=300

# Runs the service $2 of the project in $1 until it ends in order or cannot start. Passes signals on to it.
supervise() {
    supervise_child='' supervise_stopping='' supervise_heap='' supervise_pause=0
    # the next process must record why this process's job ended
    trap 'supervise_heap=1' USR1
    trap 'supervise_stopping=1; supervise_signal' TERM INT HUP
    while :; do
        supervise_begin=$(date +%s)
        run_child "$@"
        [ -z "$supervise_stopping" ] || exit "$supervise_status"
        [ $(($(date +%s) - supervise_begin)) -lt "$supervise_steady_seconds" ] || supervise_pause=0
        supervise_why=$(why_again "$supervise_status") || exit "$supervise_status"
        longer_pause
        supervise_ms=$(jittered_ms "$supervise_pause")
        echo "lungburden: $supervise_why; restarting in $(seconds "$supervise_ms") s" >&2
        pause_ms "$supervise_ms"
        [ -z "$supervise_stopping" ] || exit 143
        unset LUNGBURDEN_MEMORY_RAN_OUT
        [ -z "$supervise_heap" ] || export LUNGBURDEN_MEMORY_RAN_OUT=true
        supervise_heap=''
    done
}

# Sets supervise_status to the exit of the service.
run_child() {
    (
        trap - TERM INT HUP USR1
        [ -z "$supervise_stopping" ] || exit 143
        LUNGBURDEN_PARENT_PID=$$ && export LUNGBURDEN_PARENT_PID
        run_once "$@"
    ) &
    supervise_child=$!
    # A signal that came before there was a process to pass it on to. A shell that has just forked may lose the first.
    if [ -n "$supervise_stopping" ]; then
        supervise_signal
        sleep 1
        supervise_signal
    fi
    while :; do
        wait "$supervise_child"
        supervise_status=$?
        # a trapped signal ends wait early; the program may still be stopping
        kill -0 "$supervise_child" 2>/dev/null || break
    done
    supervise_child=''
}

supervise_signal() {
    [ -z "$supervise_child" ] || kill -TERM "$supervise_child" 2>/dev/null
}

# Why an end with status $1 needs a new process; fails when it does not. A signal of which a program ends in order is no such end.
why_again() {
    if [ -n "$supervise_heap" ]; then
        echo "the program ended with $1, as memory ran out"
        return
    fi
    case $1 in
        75) echo "the program ended with 75: only a new process helps" ;;
        # ILL, ABRT, BUS, FPE, SEGV: native code, or the JVM itself, crashed
        132 | 134 | 135 | 136 | 139) echo "the program crashed (exit $1, signal $(($1 - 128)))" ;;
        137) echo "the program was killed (exit 137), perhaps by the kernel for lack of memory" ;;
        # What killed the program may have ended its database too. A first start that fails is told to the user instead.
        3) [ "$supervise_pause" -gt 0 ] && echo "the program could not start again (exit 3)" ;;
        *) return 1 ;;
    esac
}

longer_pause() {
    supervise_pause=$((supervise_pause * 2))
    [ "$supervise_pause" -gt 0 ] || supervise_pause=$supervise_first_seconds
    [ "$supervise_pause" -le "$supervise_longest_seconds" ] || supervise_pause=$supervise_longest_seconds
}

# Between half of $1 seconds and all of them, in ms, so that services that ended together do not all start together.
jittered_ms() {
    jitter_random=$(od -An -N2 -tu2 /dev/urandom)
    echo $(($1 * 500 + $1 * 500 * jitter_random / 65535))
}

# Steps of a second at the most, since the shell looks at a signal only when a step is over.
pause_ms() {
    pause_left=$1
    while [ "$pause_left" -gt 0 ] && [ -z "$supervise_stopping" ]; do
        pause_step=$((pause_left < 1000 ? pause_left : 1000))
        sleep "$(seconds "$pause_step")"
        pause_left=$((pause_left - pause_step))
    done
}

seconds() {
    printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000))
}
