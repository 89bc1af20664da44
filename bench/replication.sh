#!/usr/bin/env bash
# How long writes take from one region into the other, beside the least that replication can do; starts, take-overs, calls.
# Usage: bench/replication.sh [rounds=2] [seconds=20] [which=lag,busy,hot,start,takeover,writes] [spread=none]
# See bench/README.md. With "kcl" as spread, Amazon's Kinesis Client Library gives out the shards.
set -euo pipefail
cd "$(dirname "$0")/.."
. .mvn/find-jdk
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

./leeward --version >/dev/null
# In one go, so that Maven takes our own modules from their target folders; the last module's list stays.
./mvnw -q -pl dataplane -am test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
classpath=$PWD/dataplane/target/test-classes:$PWD/dataplane/target/classes:$PWD/testkit/target/classes:$PWD/core/target/classes:$(cat "$work/classpath")
"$JAVA_HOME/bin/java" -Xmx256m -Dleeward.root="$PWD" -Dleeward.bench.spread="${4:-none}" -cp "$classpath" dev.leeward.bench.ReplicationRate \
  "$work" "${1:-2}" "${2:-20}" "${3:-lag,busy,hot,start,takeover,writes}"
