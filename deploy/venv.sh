#!/bin/sh
# deploy/venv.sh requirements.txt: .venv with exactly these packages; does nothing when it already has them.
#
# Two files inside .venv remember how far the last run came:
#   installed-<file>  a copy of the requirements, written last: while it is the same, nothing is fetched
#   unfinished        there while pip works: after an interruption .venv is made afresh
set -eu
cd "$(dirname "$0")/.."
wanted=$1
venv=.venv
stamp=$venv/installed-$wanted

say() { printf '%s\n' "$*" >&2; }
stop() { printf '%s\n' "" "$@" >&2; exit 1; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; }
can_make_a_venv() { "$1" -c 'import ensurepip, sqlite3, venv' 2>/dev/null; }

find_python() {
    found=""
    for name in python3 python3.14 python3.13 python3.12; do
        command -v "$name" >/dev/null && new_enough "$name" || continue
        found=$name
        can_make_a_venv "$name" && return
    done
    [ -z "$found" ] || stop \
        "$found has no venv, ensurepip or sqlite3 module." \
        "On Debian and Ubuntu: apt-get install python3-venv. Then run the same command again."
    stop \
        "Newsroom needs Python 3.12 or newer. Here is $(python3 --version 2>/dev/null || echo 'no python3 that runs')." \
        "Install a newer Python (python.org, your system's packages, or pyenv), then run the same command again."
}

make_venv() {
    find_python
    say "Making $venv with $("$found" --version)"
    "$found" -m venv --clear "$venv" || stop \
        "The folder $venv could not be made here: see the words above." \
        "Is this folder read-only, or the disk full?"
}

usable() { [ ! -e "$venv/unfinished" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }

if "$venv/bin/python" -c '' 2>/dev/null && cmp -s "$wanted" "$stamp"; then exit 0; fi
usable || make_venv
: > "$venv/unfinished"
rm -f "$stamp"
say "Installing $(grep -c '==' "$wanted") packages from $wanted (a minute at most, only when they changed)"
"$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --no-warn-script-location \
    --require-hashes -r "$wanted" || stop \
    "The packages could not be installed: pip says above why." \
    "Often the network is down, or a package has no ready-made wheel for this machine and there is no compiler." \
    "Nothing is lost: mend it and run the same command again."
cp "$wanted" "$stamp"
rm -f "$venv/unfinished"
