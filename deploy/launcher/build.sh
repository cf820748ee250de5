# The script lungburden sources this. Builds all modules when their sources have changed; only one build runs at a time.

# LUNGBURDEN_PYTORCH selects the PyTorch of the build: cpu (default), or a profile for GPUs.
check_pytorch() {
    case ${LUNGBURDEN_PYTORCH:-cpu} in
        cpu | cu117 | cu124) ;;
        *) echo "lungburden: LUNGBURDEN_PYTORCH must be cpu, cu117 or cu124" >&2 && return 1 ;;
    esac
}

# The value changes with the content of every file that goes into the build.
sources_fingerprint() {
    (
        cd "$1" &&
            find pom.xml openapi.yaml ./*/pom.xml deploy/standalone/pom.xml .mvn ./*/src/main deploy/standalone/src/main \
                -type f -exec cksum {} + | LC_ALL=C sort | cksum &&
            { [ "${LUNGBURDEN_PYTORCH:-cpu}" = cpu ] || echo "$LUNGBURDEN_PYTORCH"; }
    )
}

is_built() {
    [ -r "$1/target/launcher/fingerprint" ] && [ "$(cat "$1/target/launcher/fingerprint")" = "$2" ]
}

build_if_changed() {
    build_want=$(sources_fingerprint "$1")
    is_built "$1" "$build_want" && return 0
    mkdir -p "$1/target/launcher" || return 1
    (
        # outside Linux there is no flock; there the user must avoid builds at the same time
        if command -v flock >/dev/null 2>&1 && ! flock -n 9; then
            echo "lungburden: another command is building; this one goes on when it is done" >&2
            flock 9
        fi
        is_built "$1" "$build_want" || build_all "$1" "$build_want"
    ) 9>"$1/target/launcher/lock"
}

# Runs the project's version of Maven in directory $1. The first run downloads Maven and checks its checksum; only a JDK is needed.
exec_maven() {
    maven_home=$1
    shift
    command -v unzip >/dev/null 2>&1 || PATH=$maven_home/deploy/launcher/tools:$PATH
    case ${user_home:-} in
        '' | *[[:space:]]*) ;; # Maven would split a folder name with blanks
        *)
            export MAVEN_USER_HOME="${MAVEN_USER_HOME:-$user_home/.m2}"
            export MAVEN_OPTS="-Duser.home=$user_home ${MAVEN_OPTS:-}"
            ;;
    esac
    cd "$maven_home" && exec sh ./mvnw "$@"
}

# What builds the program compares native code with .mvn/checksums. Not so where Maven only runs tests: there the modules are
# folders, of which Maven can take no checksum.
checked_natives=-Daether.artifactResolver.postProcessor.trustedChecksums=true

build_all() {
    build_log=$1/target/launcher/build.log
    rm -f "$1/target/launcher/fingerprint"
    build_pytorch=${LUNGBURDEN_PYTORCH:-cpu} build_profiles=cpu
    [ "$build_pytorch" = cpu ] || build_profiles=$build_pytorch,cuda-native
    : >"$build_log"
    exec_maven "$1" -B -T 2 "$checked_natives" -P "$build_profiles" -Dmaven.test.skip=true -Dstyle.color=never package >"$build_log" 2>&1 9>&- &
    build_maven=$!
    trap 'kill "$build_maven" 2>/dev/null; wait "$build_maven"; exit 130' INT
    trap 'kill "$build_maven" 2>/dev/null; wait "$build_maven"; exit 143' TERM HUP
    show_build "$build_maven" "$build_log"
    wait "$build_maven" || {
        grep -E '^\[(ERROR|FATAL)\]' "$build_log" >&2 || tail -n 20 "$build_log" >&2
        echo "lungburden: the build failed; $build_log has its whole log" >&2
        return 1
    }
    printf '%s\n' "$2" >"$1/target/launcher/fingerprint"
}

# Shows the progress of build $1, whose log is $2, until the build ends. A terminal gets one line that changes each second, any
# other output gets a line for each module.
show_build() {
    show_begin=$(date +%s) show_module='' show_last=''
    echo "lungburden: building; the first time Maven downloads the libraries, which takes a few minutes" >&2
    while kill -0 "$1" 2>/dev/null; do
        show_module=$(sed -n 's/^\[INFO\] Building \([^ ]*\) .*\[\([0-9]*\)\/\([0-9]*\)\]$/building \1 (\2 of \3)/p' "$2" | tail -n 1)
        if [ -t 2 ]; then
            show_files=$(grep -c '^\[INFO\] Downloaded ' "$2")
            printf '\r\033[Klungburden: %s, %s s, %s files downloaded' \
                "${show_module:-preparing}" "$(($(date +%s) - show_begin))" "$show_files" >&2
        elif [ -n "$show_module" ] && [ "$show_module" != "$show_last" ]; then
            echo "lungburden: $show_module" >&2
            show_last=$show_module
        fi
        sleep 1
    done
    [ ! -t 2 ] || printf '\r\033[K' >&2
    echo "lungburden: the build took $(($(date +%s) - show_begin)) s" >&2
}
