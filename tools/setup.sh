#!/bin/sh
# Make a virtual environment and install Minuted in it: setup.sh PYTHON VENV LOCKFILE
# Every step can be repeated; a step that fails says what is missing.
set -eu
python="$1" venv="$2" lock="$3"
needed_mib=3072

fail() {
    echo "minuted: $1" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

newest() {
    for candidate in "$python" python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}

# What an interrupted or failed run left behind has a Python and no pip; one whose Python was removed has neither.
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    found=$(newest)
    if [ -z "$found" ]; then
        version=$("$python" --version 2>&1) || version=missing
        fail "needs Python 3.11 or newer, and '$python' is $version. Install Python 3.11 and run again, or name one: make run PYTHON=/path/to/python3.11"
    fi
    free_mib=$(df -Pm . | awk 'NR == 2 { print $4 }')
    [ "$free_mib" -ge "$needed_mib" ] || fail "needs $needed_mib MiB of free disk here to install, and there are $free_mib MiB. Make room and run again."
    # Only what is a virtual environment is emptied: VENV may name a folder that holds something else.
    if [ -f "$venv/pyvenv.cfg" ]; then anew=--clear; else anew=; fi
    "$found" -m venv $anew "$venv" || fail "could not make a virtual environment in '$venv'. On Debian and Ubuntu, install the package python3-venv; else check who may write here."
fi
new_enough "$venv/bin/python" || fail "needs Python 3.11 or newer, and the virtual environment '$venv' has $("$venv/bin/python" --version). Remove it and run again, or name another: make run VENV=/path/to/new"

echo "minuted: installing what $lock lists into $venv (some minutes the first time)" >&2
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$(grep -o 'torch==[0-9.]*' pyproject.toml)" \
    || fail "could not install torch. Check the network and the free disk (see above), then run again: what is installed is kept."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock" \
    || fail "could not install the packages of $lock. Check the network and the free disk (see above), then run again: what is installed is kept."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --editable . \
    || fail "could not install Minuted itself. The lines above say why."
