#!/bin/sh
# The bare door against nginx (TESTING §3): a constant answer, and 1 MiB ranges of a file, in pairs, each server pinned to
# core 0 and wrk to core 1. Prints requests/s, MB/s, CPU seconds per GB and the ratio of every pair; the last line of each
# block is median and worst.
# usage: tests/bench/http.sh PATH_TO_httpserver [pairs] [seconds]
set -eu
server=$1; pairs=${2:-5}; seconds=${3:-4}
work=$(mktemp -d)
mine=0; theirs=0
trap 'kill $mine $theirs 2>/dev/null || true; rm -rf "$work"' EXIT INT TERM

head -c 67108864 /dev/urandom > "$work/file"
mkdir "$work/www"; printf 'hello, world\n' > "$work/www/constant.txt"; ln "$work/file" "$work/www/file"
cat > "$work/nginx.conf" <<CONF
daemon off; master_process off; worker_processes 1; pid $work/pid; error_log /dev/null;
events { worker_connections 4096; }
http { access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000; client_body_temp_path $work/b;
  proxy_temp_path $work/p; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  server { listen 127.0.0.1:18481; root $work/www; location = /constant { default_type text/plain; return 200 "hello, world\n"; } } }
CONF
cat > "$work/ranges.lua" <<'LUA'
local n = 0
request = function()
  n = n + 1
  local from = (n * 7 % 63) * 1048576
  return wrk.format("GET", "/file", {["Range"] = "bytes=" .. from .. "-" .. (from + 1048575)})
end
LUA
taskset -c 0 nginx -c "$work/nginx.conf" -p "$work" & theirs=$!
taskset -c 0 "$server" 18482 "$work/file" "${WORKERS:-2}" > "$work/log" & mine=$!
tries=0
until curl -fs -o /dev/null http://127.0.0.1:18481/constant && curl -fs -o /dev/null http://127.0.0.1:18482/constant; do
  tries=$((tries + 1)); [ $tries -lt 100 ] || { echo "a server did not start:" >&2; cat "$work/log" >&2; exit 1; }
  sleep 0.1
done

ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }
# run PID PORT PATH [wrk options] → "requests/s bytes/s cpu-ticks"
run() {
  pid=$1; port=$2; path=$3; shift 3
  before=$(ticks "$pid")
  taskset -c 1 wrk -t1 -c64 -d"${seconds}s" "$@" "http://127.0.0.1:$port$path" > "$work/out"
  after=$(ticks "$pid")
  grep -q 'Non-2xx\|Socket errors' "$work/out" && { cat "$work/out"; exit 1; }
  awk -v t="$((after - before))" '/requests in/ { n = $1; s = $4; sub(/s,/, "", s); b = $5; u = b; sub(/[A-Za-z]+/, "", b);
      m = u ~ /GB/ ? 1e9 : u ~ /MB/ ? 1e6 : 1e3; print n / s, b * m / s, t / (b * m / 1e9) / 100 }' "$work/out"
}
pair() {
  name=$1; path=$2; shift 2
  echo "$name: nginx | ours | ratio"
  : > "$work/ratios"
  i=0
  while [ $i -lt "$pairs" ]; do
    a=$(run $theirs 18481 "$path" "$@"); b=$(run $mine 18482 "$path" "$@")
    echo "$a $b" | awk '{ printf "  %.0f/s %.0f MB/s %.3f CPU s/GB | %.0f/s %.0f MB/s %.3f CPU s/GB | %.3f, CPU %.2f\n", $1, $2/1e6, $3, $4, $5/1e6, $6, $4/$1, $6/$3 }'
    echo "$a $b" | awk '{ print $4/$1 }' >> "$work/ratios"
    i=$((i + 1))
  done
  sort -n "$work/ratios" | awk '{ r[NR] = $1 } END { printf "  median %.3f, worst %.3f of nginx\n", r[int((NR + 1) / 2)], r[1] }'
}
echo "$(nproc) cores, $(uname -r), $(nginx -v 2>&1), wrk 64 connections, $seconds s a run"
pair "constant answer" /constant
pair "1 MiB ranges" /file -s "$work/ranges.lua"
