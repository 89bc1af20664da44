#!/usr/bin/env bash
# How many virtual hours the simulator plays in a minute on two threads, with and without leaving quiet hours out.
# Usage: bench/simulator.sh [days per play=365] [seconds each=60]     see bench/README.md
set -euo pipefail
cd "$(dirname "$0")/.."
. .mvn/find-jdk
./mvnw -q -pl simulator -am test-compile
"$JAVA_HOME/bin/java" -cp simulator/target/test-classes:simulator/target/classes:core/target/classes \
  dev.leeward.simulator.bench.VirtualHours "${1:-365}" "${2:-60}"
