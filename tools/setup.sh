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

newest() {
    for candidate in "$python" python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

if [ ! -x "$venv/bin/python" ]; then
    found=$(newest)
    [ -n "$found" ] || fail "needs Python 3.11 or newer, and '$python' is $("$python" --version 2>&1 || echo missing). Install Python 3.11 and run again, or name one: make run PYTHON=/path/to/python3.11"
    free_mib=$(df -Pm . | awk 'NR == 2 { print $4 }')
    [ "$free_mib" -ge "$needed_mib" ] || fail "needs $needed_mib MiB of free disk here to install, and there are $free_mib MiB. Make room and run again."
    "$found" -m venv "$venv" || fail "could not make a virtual environment in '$venv'. On Debian and Ubuntu, install the package python3-venv; else check who may write here."
fi

echo "minuted: installing what $lock lists into $venv (some minutes the first time)" >&2
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$(grep -o 'torch==[0-9.]*' pyproject.toml)" \
    || fail "could not install torch. Check the network and the free disk (see above), then run again: what is installed is kept."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock" \
    || fail "could not install the packages of $lock. Check the network and the free disk (see above), then run again: what is installed is kept."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --editable . \
    || fail "could not install Minuted itself. The lines above say why."
