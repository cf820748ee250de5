# Sourced by lungburden. Says where programs are unpacked and what the home is, on every kind of machine.

# An existing or new folder at $1 that is this user's, and closed to others from then on.
own_folder() {
    mkdir -p "${1%/*}" 2>/dev/null
    [ -d "$1" ] || mkdir -m 700 "$1" 2>/dev/null
    [ -n "$(find "$1" -prune -type d -user "$(id -u)" 2>/dev/null)" ] && chmod 700 "$1" 2>/dev/null && [ -w "$1" ]
}

# Sets and exports what names folders: DJL_CACHE_DIR (PyTorch's libraries and PostgreSQL are unpacked there: whoever writes
# there runs programs as this user) and user_home. HOME counts, not the one that the machine's list of users names.
find_folders() {
    user_home=${HOME:-}
    folder_own=$user_home/.cache
    [ -z "${XDG_CACHE_HOME:-}" ] || folder_own=$XDG_CACHE_HOME
    folder_private=${TMPDIR:-/tmp}/lungburden-$(id -u)
    if [ -n "${DJL_CACHE_DIR:-}" ]; then
        [ -d "$user_home" ] && [ -w "$user_home" ] || user_home=$DJL_CACHE_DIR
    elif [ -d "$user_home" ] && [ -w "$user_home" ] && own_folder "$folder_own/lungburden"; then
        DJL_CACHE_DIR=$folder_own/lungburden
    elif own_folder "$folder_private"; then
        user_home=$folder_private
        DJL_CACHE_DIR=$folder_private/cache
        mkdir -p "$DJL_CACHE_DIR"
    else
        echo "lungburden: the home is not writable, and $folder_private is not yours; set HOME or DJL_CACHE_DIR" >&2
        return 1
    fi
    export DJL_CACHE_DIR
}
