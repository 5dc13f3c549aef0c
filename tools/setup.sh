# setup.sh - What demo, test and .ci/run share: packages, and building and testing in one folder.
# To be sourced by a script that stands in the repository's top folder.
# shellcheck shell=bash

# need GROUP...: install the packages of these groups that are missing; stop where that fails.
need() {
    if ! command -v dpkg-query >/dev/null; then
        echo "Not Debian: what tools/packages lists is expected to be here." >&2
        return
    fi
    local missing
    missing=$(missing_packages "$@")
    [ -z "$missing" ] && return
    local as_root=(sudo)
    [ "$(id -u)" -eq 0 ] && as_root=(env)
    echo "Installing$missing" >&2
    if command -v "${as_root[0]}" >/dev/null; then
        "${as_root[@]}" apt-get -qq update >&2 || true # one broken source need not matter
        # shellcheck disable=SC2086 # a list of names
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get -qq -y install --no-install-recommends $missing >&2
    fi
    missing=$(missing_packages "$@")
    if [ -n "$missing" ]; then
        echo "These Debian packages are missing and could not be installed:$missing" >&2
        exit 1
    fi
}

missing_packages() {
    local package group wanted
    while read -r package group; do
        for wanted in "$@"; do
            [ "$group" = "$wanted" ] || continue
            dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null |
                grep -qx installed || printf ' %s' "$package"
        done
    done < <(grep -v '^#' tools/packages)
}

# configure FOLDER [MESON OPTION...]: make a build folder, or bring it up to date.
configure() {
    local folder=$1
    shift
    if [ -f "$folder/build.ninja" ]; then
        meson setup --reconfigure "$folder" "$@" >"$folder.log" 2>&1 ||
            meson setup --wipe "$folder" "$@" >"$folder.log" 2>&1
    else
        meson setup "$folder" "$@" >"$folder.log" 2>&1
    fi || {
        cat "$folder.log" >&2
        return 1
    }
    rm -f "$folder.log"
}

# check FOLDER "SETUP OPTIONS" [TEST OPTION...]: build, test, and end with "N passed, N failed".
# Tests end after $seconds, where that is set; the status is then 124.
check() {
    local folder=$1 options=$2 status
    shift 2
    # shellcheck disable=SC2086 # several options
    if ! configure "$folder" $options || ! ninja -C "$folder"; then
        echo "$folder: does not build"
        echo "0 passed, 1 failed"
        return 1
    fi
    rm -f "$folder"/meson-logs/testlog*.json
    timeout "${seconds:-0}" meson test -C "$folder" --no-rebuild --print-errorlogs "$@"
    status=$?
    tools/count.py "$folder"/meson-logs/testlog*.json || status=1
    return $status
}
