#!/usr/bin/env bash
# Installs the Debian packages of tools/packages.txt that are missing. Usage: bootstrap.sh GROUP...
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

wanted=()
group=""
while read -r word rest; do
  case "$word" in
    "#") [[ $rest == group:* ]] && group=${rest#group: } ;;
    "") ;;
    *) for asked in "$@"; do [[ $asked == "$group" ]] && wanted+=("$word"); done ;;
  esac
done <"$root/tools/packages.txt"

missing=()
for package in "${wanted[@]}"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
sudo=""
if [[ $(id -u) -ne 0 ]]; then
  command -v sudo >/dev/null || {
    echo "Cannot install packages: you are not root and there is no sudo. Install them by hand:" >&2
    echo "  apt-get install ${missing[*]}" >&2
    exit 1
  }
  sudo=sudo
fi
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
# Dpkg asks nothing and services are not started by an installation.
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  "${missing[@]}" >/dev/null
