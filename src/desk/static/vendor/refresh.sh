#!/usr/bin/env bash
# Fetches the vendored style sheet and typeface anew from their npm packages and writes their checksums.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent @tabler/core@1.6.1 @fontsource-variable/inter@5 @tabler/icons@3 >/dev/null
 for archive in *.tgz; do mkdir "${archive%.tgz}" && tar xzf "$archive" -C "${archive%.tgz}" --strip-components=1; done)
cp "$work"/tabler-core-*/dist/css/tabler.min.css tabler.min.css
for script in latin latin-ext cyrillic cyrillic-ext; do
  cp "$work"/fontsource-variable-inter-*/files/inter-"$script"-wght-normal.woff2 .
done
cp "$work"/fontsource-variable-inter-*/LICENSE inter.LICENSE
mkdir -p icons
for name in $(cat icons.txt); do
  cp "$work"/tabler-icons-*/icons/outline/"$name".svg icons/
done
sed -i 's#/\*\# sourceMappingURL=.*\*/##' tabler.min.css
sha256sum ./*.css ./*.woff2 ./*.LICENSE icons/*.svg > SHA256SUMS
