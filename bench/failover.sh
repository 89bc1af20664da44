#!/bin/sh
# Seconds from a fault to the first changed authoritative answer, for kill, 503 and stall; and whether hiccups move traffic.
# Usage: bench/failover.sh [ROUNDS=9] [SEED] [NODES=1]; NODES 1,3 compares one node with three and an etcd of three members.
# Needs named (bind9), nginx and, for several nodes, etcd.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../.mvn/find-jdk"
"$here/../leeward" --version >/dev/null
exec "$JAVA_HOME/bin/java" "$here/FailoverBench.java" "$here/../leeward" "${1:-9}" "${2:-$(date +%s)}" "${3:-1}"
