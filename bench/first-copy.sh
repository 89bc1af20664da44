#!/usr/bin/env bash
# How long the first copy of a table takes while applications write to it, beside copying the same rows in batches; and how much
# memory it takes, of a tenth of the rows and of all, with a small heap.
# Usage: bench/first-copy.sh [rows=20000] [rounds=2] [heap of the second part in MiB=48, 0 leaves it out]     see bench/README.md
set -euo pipefail
cd "$(dirname "$0")/.."
. .mvn/find-jdk
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

./leeward --version >/dev/null
# In one go, so that Maven takes our own modules from their target folders; the last module's list stays.
./mvnw -q -pl dataplane -am test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
classpath=$PWD/dataplane/target/test-classes:$PWD/dataplane/target/classes:$PWD/testkit/target/classes:$PWD/core/target/classes:$(cat "$work/classpath")
"$JAVA_HOME/bin/java" -Xmx256m -Dleeward.root="$PWD" -cp "$classpath" dev.leeward.bench.FirstCopyRate \
  "$work" "${1:-20000}" "${2:-2}" "${3:-48}"
