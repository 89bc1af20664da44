#!/usr/bin/env bash
# How fast two regions are compared, beside a bare segmented scan of the same tables, and how much memory that takes.
# Usage: bench/verify.sh [items of the small table=6000] [rounds=5]     see bench/README.md
set -euo pipefail
cd "$(dirname "$0")/.."
items=${1:-6000}
rounds=${2:-5}
. .mvn/find-jdk
work=$(mktemp -d)
servers=
stop() {
  exec 4>&- || :
  [ -z "$servers" ] || wait "$servers" || :
  rm -rf "$work"
}
trap stop EXIT

# In one go, so that Maven takes our own modules from their target folders; the last module's list stays.
./mvnw -q -pl dataplane -am test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
classpath=dataplane/target/test-classes:dataplane/target/classes:testkit/target/classes:core/target/classes:$(cat "$work/classpath")
run() { "$JAVA_HOME/bin/java" "${@:2}" -Dleeward.root="$PWD" --enable-native-access=ALL-UNNAMED -cp "$classpath" dev.leeward.bench.VerifyRate $1; }

echo "== filling two stores with $items and $((10 * items)) items each ($(nproc) cores)"
mkfifo "$work/stdin"
run "servers $work $items" <"$work/stdin" >"$work/ready" &
servers=$!
exec 4>"$work/stdin"
until grep -q ready "$work/ready"; do
  kill -0 "$servers" 2>/dev/null || exit 3
  sleep 0.5
done
read -r _ one other <"$work/ready"

echo "== items per second, both regions together"
run "rate $one $other large $rounds" -Xmx512m
echo "== memory"
run "heap $one $other small" -Xmx64m -XX:+UseSerialGC
run "heap $one $other large" -Xmx64m -XX:+UseSerialGC
