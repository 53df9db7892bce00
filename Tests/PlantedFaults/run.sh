#!/usr/bin/env bash
# Plants each fault of this folder in a copy of the sources and runs the differential there: every one
# must be found, or the differential proves nothing. It builds once and then for each fault anew.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tree=.build/planted-faults
rm -rf "$tree/Sources" "$tree/Tests"
mkdir -p "$tree"
cp -a Package.swift Sources Tests Adapters Contracts "$tree/"

differential() {
  (cd "$tree" && swift test --disable-xctest --filter '^Simulation\..*(Differential|Index|Exact)' \
    >"$1.log" 2>&1)
}

if ! differential sound; then
  echo "the differential fails without any fault: see $tree/sound.log" >&2
  exit 1
fi
missed=0
for fault in Tests/PlantedFaults/*.patch; do
  name=$(basename "$fault" .patch)
  if ! (cd "$tree" && patch --quiet --strip=1) <"$fault"; then
    echo "$fault does not fit the sources any more; make it anew" >&2
    exit 1
  fi
  if differential "$name"; then
    echo "not found: $name"
    missed=$((missed + 1))
  elif grep -q '✘ Test ' "$tree/$name.log"; then
    echo "found: $name"
  else
    echo "$name does not build: see $tree/$name.log" >&2
    exit 1
  fi
  (cd "$tree" && patch --quiet --strip=1 --reverse) <"$fault"
done
exit "$((missed > 0))"
