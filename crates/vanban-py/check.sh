#!/usr/bin/env bash
# Builds the wheel, installs it into a fresh environment, runs the README's sample there, and runs the tests against what
# was installed: those of Spark too where Java is.
#
# The tools come from the package registry, in the versions of tests/requirements.txt, into an environment of their own
# in the target folder, which is kept. Where neither that environment can be made nor the tools stand on the path, it
# says so and succeeds.
#
# usage: check.sh [PROFILE] [pytest arguments]     PROFILE: fast (default) or release
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
profile=${1:-fast}
shift || true
target=${CARGO_TARGET_DIR:-$PWD/../../target}
mkdir -p "$target"
target=$(cd "$target" && pwd)

skip() {
    echo "skipped: $*"
    exit 0
}

# Installs the packages of a list into the environment of the tools, unless they are there.
install() {
    cmp -s "$1" "$tools/$(basename "$1")" && return
    "$tools/bin/python" -m pip install --quiet --disable-pip-version-check -r "$1"
    cp "$1" "$tools/"
}

tools=$target/python-tools
if [[ ! -x $tools/bin/maturin ]]; then
    # The first line alone tells whether the registry is there: whatever fails behind it is a failure.
    first=$(grep --max-count=1 '==' tests/requirements.txt)
    if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then
        missing='the tools want Python 3.11 or later'
    elif ! python3 -m venv --clear "$tools" > /dev/null 2>&1; then
        missing='python3 -m venv makes no environment here'
    elif ! "$tools/bin/python" -m pip install --quiet --disable-pip-version-check --retries 1 "$first" 2> /dev/null; then
        missing='the package registry is not reachable'
    fi
fi
if [[ -z ${missing:-} ]]; then
    install tests/requirements.txt
    PATH=$tools/bin:$PATH
elif ! { command -v maturin && python3 -c 'import pytest'; } > /dev/null 2>&1; then
    rm -rf "$tools"
    skip "$missing, and maturin and pytest are not on the path"
fi
if ! java -version > /dev/null 2>&1; then
    echo "the tests of Spark are skipped: no Java"
elif [[ -z ${missing:-} ]]; then
    install tests/requirements-spark.txt
fi

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
maturin build --profile "$profile" --locked --quiet --target-dir "$target" -o "$out"
wheel=$(echo "$out"/vanban-*.whl)
if [[ $wheel != *-cp39-abi3-* ]]; then
    echo "not a wheel for every Python from 3.9 on: $wheel"
    exit 1
fi

# A fresh environment, with nothing in it but the wheel.
python3 -m venv "$out/venv"
"$out/venv/bin/python" -m pip install --quiet --no-index --disable-pip-version-check "$wheel"
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

PYTHONPATH="$site" python3 -m pytest -q -rs -p no:cacheprovider "$@"
