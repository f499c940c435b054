#!/usr/bin/env bash
# A PostgreSQL server of one's own, for tests: `postgres.sh start DIR [PORT]` prints its address, `postgres.sh crash DIR`
# kills it, `postgres.sh again DIR` starts it once more, `postgres.sh stop DIR` ends it and
# removes DIR. It listens on this machine alone and trusts everybody on it.
set -euo pipefail

action=${1:?start, crash, again or stop}
dir=${2:?the folder of the server}
name=budget_ledger_test

bin() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  [ -n "$found" ] || found=$(dirname "$(command -v initdb)")
  echo "$found"
}

# The server refuses to run as root.
as_server() {
  if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "cd / && $1"; else sh -c "$1"; fi
}

run() {
  as_server "'$(bin)/pg_ctl' -D '$dir/data' -l '$dir/log' -w -t 60 start >/dev/null"
}

children() {
  ps -A -o pid= -o ppid= | awk -v parent="$1" '$2 == parent { print $1 }'
}

ended() {
  for _ in $(seq 200); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.05
  done
}

case $action in
  start)
    port=${3:-0}
    # A port that nobody uses: the system knows one.
    [ "$port" != 0 ] || port=$(node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })")
    if [ "$(id -u)" = 0 ]; then install -d -m 755 -o postgres "$dir"; else mkdir -p "$dir"; fi
    as_server "'$(bin)/initdb' -D '$dir/data' -E UTF8 --locale=C.UTF-8 -A trust -U postgres --no-sync >/dev/null"
    cat >>"$dir/data/postgresql.conf" <<SETTINGS
port = $port
listen_addresses = '127.0.0.1'
unix_socket_directories = '$dir'
max_connections = 200
# What a killed server has written is with the system, and nobody cuts the power of a test.
fsync = off
full_page_writes = off
SETTINGS
    run
    # What orders by the language of its database is found out where that language is not bytes.
    as_server "'$(bin)/psql' -q -h '$dir' -p $port -U postgres -c \"CREATE DATABASE $name TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh' LOCALE 'C.UTF-8'\" postgres"
    echo "postgres://postgres@127.0.0.1:$port/$name"
    ;;
  again) run ;;
  crash)
    server=$(head -1 "$dir/data/postmaster.pid")
    # Stopped first, so that it starts no further process meanwhile.
    kill -STOP "$server"
    # shellcheck disable=SC2046
    kill -KILL "$server" $(children "$server") 2>/dev/null || true
    ended "$server"
    # Otherwise the next start warns of a server that might be running.
    rm -f "$dir/data/postmaster.pid"
    ;;
  stop)
    as_server "'$(bin)/pg_ctl' -D '$dir/data' -m fast stop >/dev/null" || true
    rm -rf "$dir"
    ;;
  *)
    echo "postgres.sh: there is no action $action: start, crash, again or stop" >&2
    exit 2
    ;;
esac
