#!/usr/bin/env bash
# Builds the wheel, installs it into an empty folder, and runs its tests against what was installed.
# Says so and succeeds where maturin or pytest is not there; tests of absent packages are skipped.
#
# usage: check.sh [PROFILE] [pytest arguments]     PROFILE: fast (default) or release
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
profile=${1:-fast}
shift || true

if ! command -v maturin > /dev/null; then
    echo "skipped: maturin is not here (pip install maturin pytest mypy pyarrow)"
    exit 0
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
maturin build --profile "$profile" --locked --quiet -o "$out"
wheel=$(echo "$out"/vanban-*.whl)
python3 -m pip install --quiet --no-deps --target "$out/site" "$wheel"
licences=$(find "$out/site" -path '*dist-info/licenses/LICENSE-*' | wc -l)
if [[ $licences != 2 ]]; then
    echo "the wheel holds $licences licence files, not 2"
    exit 1
fi
if ! python3 -c 'import pytest' 2> /dev/null; then
    echo "built; tests skipped: pytest is not here"
    exit 0
fi
PYTHONPATH="$out/site" python3 -m pytest -q -rs -p no:cacheprovider "$@"
