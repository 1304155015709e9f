#!/bin/sh
# Write requirements.lock and requirements-dev.lock from pyproject.toml, with the hashes of every package but torch.
# torch and its CUDA libraries are left out: which build of the pinned torch is right depends on the machine.
set -eu
compile() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet "$@" |
        awk '/^[a-z0-9]/ { left_out = /^(torch|triton|nvidia-|cuda-)/ } !left_out'
}
compile >requirements.lock
compile --extra dev >requirements-dev.lock
