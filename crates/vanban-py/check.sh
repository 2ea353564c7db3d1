#!/usr/bin/env bash
# Builds the wheel, installs it into a fresh environment, runs the README's sample there, and runs the tests against what
# was installed.
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
if [[ $wheel != *-cp39-abi3-* ]]; then
    echo "not a wheel for every Python from 3.9 on: $wheel"
    exit 1
fi

# A fresh environment, with nothing in it but the wheel.
python3 -m venv "$out/venv"
"$out/venv/bin/python" -m pip install --quiet --no-index "$wheel"
site=$("$out/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("platlib"))')
licences=$(find "$site" -path '*dist-info/licenses/LICENSE-*' | wc -l)
if [[ $licences != 2 ]]; then
    echo "the wheel holds $licences licence files, not 2"
    exit 1
fi
block() { awk -v from="\`\`\`$1" '$0 == "```" { on = 0 } on; $0 == from { on = 1 }' README.md; }
block python > "$out/readme.py"
if ! diff <(block text) <("$out/venv/bin/python" "$out/readme.py"); then
    echo "the sample of the README prints something else"
    exit 1
fi

if ! python3 -c 'import pytest' 2> /dev/null; then
    echo "built; tests skipped: pytest is not here"
    exit 0
fi
PYTHONPATH="$site" python3 -m pytest -q -rs -p no:cacheprovider "$@"
