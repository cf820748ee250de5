# Sourced by lungburden. Builds all modules when their sources changed; one build at a time.

# LUNGBURDEN_PYTORCH names the PyTorch that goes into the build: cpu (default), or one for GPUs.
check_pytorch() {
    case ${LUNGBURDEN_PYTORCH:-cpu} in
        cpu | cu117 | cu124) ;;
        *) echo "lungburden: LUNGBURDEN_PYTORCH must be cpu, cu117 or cu124" >&2 && return 1 ;;
    esac
}

# Changes with the content of anything that goes into the build.
sources_fingerprint() {
    (
        cd "$1" &&
            find pom.xml ./*/pom.xml deploy/standalone/pom.xml .mvn ./*/src/main deploy/standalone/src/main \
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
    if command -v flock >/dev/null 2>&1; then
        (
            flock 9
            is_built "$1" "$build_want" || build_all "$1" "$build_want"
        ) 9>"$1/target/launcher/lock"
    else
        # no flock outside Linux; builds that run at the same time there are the user's to avoid
        build_all "$1" "$build_want"
    fi
}

build_all() {
    if ! command -v mvn >/dev/null 2>&1; then
        echo "lungburden: Maven is needed to build; on Debian: apt-get install maven" >&2
        return 1
    fi
    echo "lungburden: building (the first time downloads the libraries; this takes a few minutes) ..." >&2
    rm -f "$1/target/launcher/fingerprint"
    build_pytorch=${LUNGBURDEN_PYTORCH:-cpu} build_profiles=cpu
    [ "$build_pytorch" = cpu ] || build_profiles=$build_pytorch,cuda-native
    if [ "$build_pytorch" != "$(cat "$1/target/launcher/pytorch" 2>/dev/null || echo cpu)" ]; then
        # two versions of one library must not lie on the class path
        rm -rf "$1/deploy/standalone/target/lib"
    fi
    echo "$build_pytorch" >"$1/target/launcher/pytorch"
    if ! (cd "$1" && mvn -B -q -T 2 -P "$build_profiles" -Dmaven.test.skip=true package) >"$1/target/launcher/build.log" 2>&1; then
        cat "$1/target/launcher/build.log" >&2
        echo "lungburden: the build failed" >&2
        return 1
    fi
    printf '%s\n' "$2" >"$1/target/launcher/fingerprint"
}
