#!/usr/bin/env bash
# How long an append to the journal takes, beside a bare SQLite insert of the same durability: p50, p99, max.
# Usage: bench/journal.sh [folder on the disk to measure] [appends]     see bench/README.md
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d -p "${1:-.}" bench-journal-XXXXXX)
trap 'rm -rf "$work"' EXIT
. .mvn/find-jdk
# In one go, so that Maven takes our own modules from their target folders; the last module's list stays.
./mvnw -q -pl orchestrator -am test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
"$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
  -cp "orchestrator/target/test-classes:orchestrator/target/classes:core/target/classes:$(cat "$work/classpath")" \
  dev.leeward.bench.JournalAppend "$work" "${2:-4000}"
