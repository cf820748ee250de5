# The script lungburden sources this. Sets JAVA_HOME and jdk_major to an installed JDK.

jdk_minimum=17

# The major version of the JDK in directory $1; empty when the directory holds no JDK (a JRE has no javac).
jdk_major_of() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
}

jdk_candidates() {
    jdk_javac=$(command -v javac) && jdk_real=$(readlink -f "$jdk_javac") &&
        printf '%s\n' "${jdk_real%/bin/javac}"
    for jdk_dir in /usr/lib/jvm/* /usr/local/lib/jvm/* /opt/java/* "${HOME:-/root}"/.sdkman/candidates/java/*; do
        [ -d "$jdk_dir" ] && printf '%s\n' "$jdk_dir"
    done
}

# Order: LUNGBURDEN_JAVA_HOME, then a JAVA_HOME that is new enough, then the newest JDK in PATH and the usual folders.
find_jdk() {
    if [ -n "${LUNGBURDEN_JAVA_HOME:-}" ]; then
        jdk_major=$(jdk_major_of "$LUNGBURDEN_JAVA_HOME") || jdk_major=
        JAVA_HOME=$LUNGBURDEN_JAVA_HOME
    else
        jdk_major=$(jdk_major_of "${JAVA_HOME:-}") && [ "${jdk_major:-0}" -ge "$jdk_minimum" ] || find_newest_jdk
    fi
    if [ -z "${jdk_major:-}" ] || [ "$jdk_major" -lt "$jdk_minimum" ]; then
        echo "lungburden: no JDK $jdk_minimum or newer found in LUNGBURDEN_JAVA_HOME, JAVA_HOME, PATH or /usr/lib/jvm." >&2
        echo "lungburden: install one, on Debian: apt-get install openjdk-17-jdk-headless" >&2
        return 1
    fi
    export JAVA_HOME
}

find_newest_jdk() {
    jdk_major=0 JAVA_HOME=
    jdk_list=$(jdk_candidates)
    jdk_ifs=$IFS
    IFS='
'
    for jdk_dir in $jdk_list; do
        jdk_found=$(jdk_major_of "$jdk_dir") || continue
        if [ -n "$jdk_found" ] && [ "$jdk_found" -gt "$jdk_major" ]; then
            jdk_major=$jdk_found JAVA_HOME=$jdk_dir
        fi
    done
    IFS=$jdk_ifs
}
