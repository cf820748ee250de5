# shellcheck disable=SC2154 # test.sh sets or sources these names
# The parts of the tests; test.sh sources this.

# shellcheck disable=SC2034 # test.sh uses the variable
test_packages="chromium chromium-driver dcm2niix dcmtk dicom3tools docker-compose libgdcm-tools openssl orthanc
    orthanc-dicomweb procps shellcheck python3-cryptography python3-flake8 python3-gdcm python3-matplotlib
    python3-nibabel python3-numpy python3-pil python3-pydicom python3-pytest python3-scipy python3-selenium
    python3-skimage python3-torch python3-tqdm python3-venv python3-yaml
    $cluster_packages"

# part NAME COMMAND...: runs one part and records a failure; the other parts go on.
part() {
    part_name=$1
    shift
    echo "lungburden test: $part_name"
    part_begin=$(date +%s)
    "$@" || echo "$part_name" >>target/test/failed
    echo "lungburden test: $part_name took $(($(date +%s) - part_begin)) s"
}

shell_style() {
    shellcheck -s sh -x -S warning lungburden deploy/launcher/*.sh deploy/docker/build.sh deploy/docker/verify.sh
}

python_style() {
    /usr/bin/python3 -m flake8 deploy training
}

# The logs of the tests lie beside their reports, in *-output.txt.
maven() {
    (exec_maven "$home" -B -ntp -Pchecks -Dstyle.color=never -Dmaven.test.redirectTestOutputToFile=true "$@")
}

build_from_scratch() {
    # not Maven's `clean`, which would also delete the reports of this run
    rm -rf ./*/target deploy/*/target target/launcher/fingerprint
    maven -T 2 "$checked_natives" package -DskipTests && note_build
}

# Builds for the launcher tests: the program, and the S3 server for tests.
build_changes() {
    is_built "$home" "$(sources_fingerprint "$home")" && [ -r shared-model/target/s3proxy.jar ] && return
    maven -q -T 2 -Dspotless.check.skip=true package -DskipTests && note_build
}

note_build() {
    mkdir -p target/launcher
    sources_fingerprint "$home" >target/launcher/fingerprint
}

# After build_from_scratch, Maven neither compiles nor packages anything again and leaves the class path alone, since the
# launcher tests are using that class path. API and worker are tested side by side.
java_tests() {
    maven -T 2 -fae -Dspotless.check.skip=true -Dmaven.clean.skip=true -Dmdep.skip=true verify
}

java_quick() {
    maven -q -T 2 -fae test -DexcludedGroups='programs | slow'
}

# java_named [NAME...]: a NAME is a class, a method, CLASS#METHOD, or a file. Without a name all tests run.
java_named() {
    if [ $# -eq 0 ]; then
        maven -fae verify
        return
    fi
    named=$(/usr/bin/python3 deploy/launcher/java_names.py "$@") || return 1
    # shellcheck disable=SC2086 # Maven's options contain no blanks
    maven -q -Dspotless.check.skip=true $named
}

python_tests() {
    (cd training && /usr/bin/python3 -m pytest -q -rs --junit-xml="$home/target/test/python.xml" "$@")
}

# The oldest supported JDK also runs the main job, when the machine has that JDK beside the newest.
oldest_jdk() {
    for oldest_dir in /usr/lib/jvm/*; do
        if [ "$(jdk_major_of "$oldest_dir")" = 17 ]; then
            (cd "$oldest_dir" && pwd -P)
            return
        fi
    done
}

launcher_tests() {
    (cd deploy && LUNGBURDEN_OLDEST_JDK=$(oldest_jdk) /usr/bin/python3 -m pytest -q -rs \
        --junit-xml="$home/target/test/launcher.xml" "$@")
}

python_named() {
    named_by_pytest training python_tests "$@"
}

launcher_named() {
    build_changes && named_by_pytest deploy launcher_tests "$@"
}

# named_by_pytest FOLDER FUNCTION [NAME...]: a NAME is a file, or a word or expression for pytest's -k.
named_by_pytest() {
    named_folder=$1 named_function=$2 named_words=''
    shift 2
    for named_word in "$@"; do
        shift
        named_file=$(find "$named_folder" -path "*/tests/*" -name "$(basename "${named_word%%::*}")" | head -n 1)
        if [ -n "$named_file" ]; then
            case $named_word in
                *::*) named_file=$named_file::${named_word#*::} ;;
            esac
            set -- "$@" "${named_file#"$named_folder"/}"
        else
            named_words="${named_words:+$named_words or }($named_word)"
        fi
    done
    "$named_function" "$@" ${named_words:+-k "$named_words"}
}
