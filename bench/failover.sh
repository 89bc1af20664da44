#!/bin/sh
# Seconds from a fault to the first changed authoritative answer, for kill, 503 and stall; and whether hiccups move traffic.
# Usage: bench/failover.sh [ROUNDS=9] [SEED]. Needs named (bind9) and nginx.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../.mvn/find-jdk"
"$here/../leeward" --version >/dev/null
exec "$JAVA_HOME/bin/java" "$here/FailoverBench.java" "$here/../leeward" "${1:-9}" "${2:-$(date +%s)}"
