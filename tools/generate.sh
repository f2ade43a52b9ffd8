#!/usr/bin/env bash
# Writes the generated files of docs/ from the built program; --check only compares.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${DAILYGRIND:-build/bin/dailygrind}
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT

mkdir -p "$fresh/openapi"
for service in user post push-notification; do
  "$program" openapi "$service" >"$fresh/openapi/$service.json"
done
"$program" config docs >"$fresh/configuration.md"

stale=0
while read -r file; do
  if [[ ${1:-} == --check ]]; then
    diff -u "docs/$file" "$fresh/$file" || stale=1
  else
    install -Dm644 "$fresh/$file" "docs/$file"
  fi
done < <(cd "$fresh" && find . -type f | sed 's|^\./||' | sort)
if [[ $stale -ne 0 ]]; then
  echo "Generated files have drifted from the code: run tools/generate.sh and commit docs/." >&2
  exit 1
fi
