# The script lungburden sources this. Finds the home folder, and the folder for unpacked programs, on every kind of machine.

# An existing or new folder at $1 that belongs to this user. From then on other users have no access.
own_folder() {
    mkdir -p "${1%/*}" 2>/dev/null
    [ -d "$1" ] || mkdir -m 700 "$1" 2>/dev/null
    [ -n "$(find "$1" -prune -type d -user "$(id -u)" 2>/dev/null)" ] && chmod 700 "$1" 2>/dev/null && [ -w "$1" ]
}

# Sets and exports DJL_CACHE_DIR and user_home. PyTorch's libraries and PostgreSQL are unpacked into DJL_CACHE_DIR, so whoever
# can write there can run programs as this user. HOME counts, not the home in the machine's user list.
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
