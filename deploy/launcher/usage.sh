# The script lungburden sources this. Shows the usage of the commands and checks their arguments before any build. A test keeps
# the texts in usage/ equal to the texts that the program prints.

# Ends the launcher on a request for help, or when the usage does not allow the arguments. $1 is the project's directory.
check_usage() {
    usage_home=$1
    shift
    case ${1:-} in
        '')
            usage_text lungburden >&2
            exit 2
            ;;
        help) shift && tell_usage "${1:-lungburden}" ;;
        -h | --help) tell_usage lungburden ;;
        -V | --version) tell_version ;;
        bench-decode | bench-files | bench-inference) return ;; # a row of a benchmark: commands for scripts, without a usage text
    esac
    usage_command=$1
    if ! has_usage "$usage_command"; then
        case $usage_command in -*) usage_what=option ;; *) usage_what='command' ;; esac
        refuse lungburden "unknown $usage_what '$usage_command'"
    fi
    shift
    check_arguments "$@"
}

# A command never contains a slash, so that a path in place of a command gives an error.
has_usage() {
    case $1 in
        lungburden | *[!a-z-]*) return 1 ;;
        *) [ -r "$usage_home/deploy/launcher/usage/$1.txt" ] ;;
    esac
}

usage_text() {
    cat "$usage_home/deploy/launcher/usage/$1.txt"
}

tell_usage() {
    [ "$1" = lungburden ] || [ "$1" = help ] || has_usage "$1" || refuse lungburden "unknown command '$1'"
    [ "$1" != help ] || set -- lungburden
    usage_text "$1"
    exit 0
}

# The version is only in pom.xml, so that there is only one place to change.
tell_version() {
    echo "LungBurden $(sed -n 's|^ *<revision>\(.*\)</revision>.*|\1|p' "$usage_home/pom.xml")"
    exit 0
}

# refuse COMMAND SENTENCE
refuse() {
    usage_name=lungburden
    [ "$1" = lungburden ] || usage_name="lungburden $1"
    echo "$usage_name: $2" >&2
    echo "Try '$usage_name --help'." >&2
    exit 2
}

check_arguments() {
    usage_options=$(usage_text "$usage_command")
    usage_value=''
    for usage_word in "$@"; do
        if [ -n "$usage_value" ]; then
            usage_value=''
            continue
        fi
        case $usage_word in
            --) break ;;
            -h | --help) tell_usage "$usage_command" ;;
            -V | --version) tell_version ;;
            --test | - | '') ;; # --test is for tests and scripts, so no usage text names it
            --*) check_option "${usage_word%%=*}" "$usage_word" ;;
            -*) check_short_option "$usage_word" ;;
            *) check_parameter "$usage_word" ;;
        esac
    done
}

# check_option NAME WORD: an option with "=" in its usage text takes the next word as value, unless WORD contains the value.
check_option() {
    case $usage_options in
        *[[\ ]"$1="*) [ "$1" != "$2" ] || usage_value=1 ;;
        *[[\ ]"$1"[!a-z=-]*) ;;
        *) refuse "$usage_command" "unknown option '$1'" ;;
    esac
}

# -o VALUE and -oVALUE
check_short_option() {
    usage_short=${1#-}
    usage_short=-${usage_short%"${usage_short#?}"}
    case $usage_options in
        *[[\ ]"$usage_short="*) [ "$usage_short" != "$1" ] || usage_value=1 ;;
        *) refuse "$usage_command" "unknown option '$1'" ;;
    esac
}

check_parameter() {
    case $usage_options in
        *"
      ["*) ;;
        *) refuse "$usage_command" "takes no argument '$1'" ;;
    esac
    [ "$usage_command" != quantify ] || check_study "$1"
}

# The program checks the content of the file; the launcher reports errors that need no look into the file, without a build.
check_study() {
    if [ ! -e "$1" ]; then
        usage_fault="no such study: $1"
    elif [ ! -r "$1" ]; then
        usage_fault="cannot read $1"
    elif [ ! -s "$1" ]; then
        usage_fault="UPLOAD_EMPTY: the file is empty: $1"
    else
        return 0
    fi
    echo "$usage_fault" >&2
    exit 2
}
