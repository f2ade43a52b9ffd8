#!/usr/bin/env bash
# Unpacks Debian's packages for arm64 into build-arm64/sysroot, for cross building. The system's own
# packages stay as they are: apt works on lists and archives of its own.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
sysroot=$root/build-arm64/sysroot
apt=$root/build-arm64/apt

packages=()
group=""
while read -r word rest; do
  case "$word" in
    "#") [[ $rest == group:* ]] && group=${rest#group: } ;;
    # Libraries and their headers, no tools.
    lib*-dev | zlib1g-dev | prometheus-cpp-dev)
      [[ $group == build && $word != libclang* ]] && packages+=("$word") ;;
  esac
done <"$root/tools/packages.txt"
packages+=(libc6-dev libstdc++-12-dev libgcc-12-dev)

stamp="${packages[*]}"
[[ -f $sysroot/.packages && $(<"$sysroot/.packages") == "$stamp" ]] && exit 0

mkdir -p "$apt/lists/partial" "$apt/archives/partial"
: >"$apt/status"
own=(-o "Dir::State::lists=$apt/lists" -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt"
  -o "Dir::Cache::archives=$apt/archives" -o APT::Architecture=arm64 -o APT::Architectures::=arm64
  -o Debug::NoLocking=true -qq)
apt-get "${own[@]}" update
apt-get "${own[@]}" install -y --no-install-recommends --download-only "${packages[@]}" >/dev/null
rm -rf "$sysroot"
mkdir -p "$sysroot"
for package in "$apt"/archives/*.deb; do dpkg-deb -x "$package" "$sysroot"; done
# Absolute links would lead out of it.
find "$sysroot" -type l -lname '/*' -printf '%p\t%l\n' | while IFS=$'\t' read -r link target; do
  ln -sfn "$(realpath -m --relative-to="$(dirname "$link")" "$sysroot$target")" "$link"
done
echo "$stamp" >"$sysroot/.packages"
