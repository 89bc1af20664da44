#!/usr/bin/env bash
# What an HTTP look costs: CPU microseconds (user + system, the whole process), resident memory, achieved rate.
# Usage: bench/probe-cost.sh [warm-up seconds] [measured seconds]     needs nginx; see bench/README.md
set -euo pipefail
cd "$(dirname "$0")/.."
warm=${1:-20}
measured=${2:-30}
. .mvn/find-jdk
work=$(mktemp -d)
nginx_pid= dark_pid=
stop() {
  [ -z "$dark_pid" ] || kill "$dark_pid" 2>/dev/null || :
  [ -z "$nginx_pid" ] || kill "$nginx_pid" 2>/dev/null || :
  rm -rf "$work"
}
trap stop EXIT
command -v nginx >/dev/null || { echo "nginx is not installed" >&2; exit 2; }

# In one go, so that Maven takes our own modules from their target folders; the last module's list stays.
./mvnw -q -pl orchestrator -am test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
classpath=orchestrator/target/test-classes:orchestrator/target/classes:$(cat "$work/classpath")
java="$JAVA_HOME/bin/java -Xmx48m -Xss256k -XX:+UseSerialGC -XX:ReservedCodeCacheSize=32m"
java="$java --enable-native-access=ALL-UNNAMED -cp $classpath"

# 1,000 endpoints: 20 ports on each of 50 loopback addresses.
base=$((21000 + RANDOM % 8000))
{
  echo "worker_processes 1; daemon off; pid $work/nginx.pid; error_log $work/error.log crit;"
  echo "events { worker_connections 4096; }"
  echo "http { access_log off;"
  for temp in client_body proxy fastcgi uwsgi scgi; do echo "${temp}_temp_path $work/$temp;"; done
  echo "server { location / { return 200 'ok\\n'; }"
  for a in $(seq 1 50); do for p in $(seq 1 20); do echo "listen 127.0.1.$a:$((base + p));"; done; done
  echo "} }"
} >"$work/nginx.conf"
for a in $(seq 1 50); do for p in $(seq 1 20); do echo "http://127.0.1.$a:$((base + p))/health"; done; done >"$work/live"
nginx -c "$work/nginx.conf" -p "$work" &
nginx_pid=$!
until (exec 3<>"/dev/tcp/127.0.1.50/$((base + 20))") 2>/dev/null; do
  kill -0 "$nginx_pid" || { cat "$work/error.log" >&2; exit 3; }
  sleep 0.1
done

run() { $java dev.leeward.bench.ProbeCost "$@"; }

echo "== 1,000 endpoints every second, a fresh connection each ($(nproc) cores)"
run "$work/live" "$warm" "$measured" bare | tee "$work/bare"
run "$work/live" "$warm" "$measured" leeward | tee "$work/leeward"
cost() { sed -n 's/.*cpu_us_per_look=\([0-9.]*\).*/\1/p' "$1"; }
awk -v l="$(cost "$work/leeward")" -v b="$(cost "$work/bare")" 'BEGIN { printf "ratio leeward / bare-nio = %.2f\n", l / b }'

echo "== 200 targets every second, 100 of them dark"
mkfifo "$work/stdin"
$java dev.leeward.bench.DarkTargets 100 <"$work/stdin" >"$work/dark" &
dark_pid=$!
exec 4>"$work/stdin"
until grep -q ready "$work/dark"; do
  kill -0 "$dark_pid" || exit 3
  sleep 0.1
done
head -100 "$work/live" >"$work/half"
{ cat "$work/half"; grep http "$work/dark"; } >"$work/mixed"
echo "-- the 100 live ones alone"
run "$work/half" 5 "$measured" leeward
echo "-- with 100 dark ones beside them"
run "$work/mixed" 5 "$measured" leeward
exec 4>&-
