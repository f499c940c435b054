#!/usr/bin/env bash
# An EventStoreDB server of one's own, for tests, where a command `eventstored` is on the PATH: `eventstored.sh start DIR`
# prints its address, `eventstored.sh crash DIR` kills it, `eventstored.sh again DIR` starts it once more with what it had
# stored, `eventstored.sh stop DIR` ends it and removes DIR. `start DIR FLAG…` gives the server more flags, of which
# `--mem-db` forgets with the process. It listens on this machine alone and lets everybody on it in, unless `start-tls DIR`
# started it: then it has a certificate, which DIR/ca/ca.crt proves, and asks for a name and a password.
set -euo pipefail

action=${1:?start, start-tls, crash, again or stop}
dir=${2:?the folder of the server}
START_SECONDS_MAX=60

# Ports that nobody uses: the system knows them.
free_ports() {
  node -e "const net = require('net'); const servers = [0, 0].map(() => net.createServer().listen(0, '127.0.0.1'));
    setTimeout(() => { console.log(servers.map((s) => s.address().port).join(' ')); servers.forEach((s) => s.close()); }, 100)"
}

# An authority of its own, and by it a certificate of this machine.
make_certificates() {
  mkdir -p "$dir/ca"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=test authority' \
    -keyout "$dir/ca.key" -out "$dir/ca/ca.crt" 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -subj '/CN=eventstoredb-node' \
    -keyout "$dir/node.key" -out "$dir/node.csr" 2>/dev/null
  openssl x509 -req -days 30 -in "$dir/node.csr" -CA "$dir/ca/ca.crt" -CAkey "$dir/ca.key" -CAcreateserial \
    -extfile <(printf 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n') \
    -out "$dir/node.crt" 2>/dev/null
}

is_alive() {
  local scheme=http
  [ ! -e "$dir/ca" ] || scheme=https
  NODE_NO_WARNINGS=1 NODE_TLS_REJECT_UNAUTHORIZED=0 node -e "fetch('$scheme://127.0.0.1:$1/health/live').then(({ status }) => process.exit(status === 204 ? 0 : 1), () => process.exit(1))"
}

run() {
  local port
  port=$(cat "$dir/port")
  # The server takes every setting of this name for one of its own.
  env $(env | sed -n 's/^\(EVENTSTORE_[A-Za-z_]*\)=.*/-u \1/p') \
    setsid eventstored $(cat "$dir/flags") >>"$dir/output" 2>&1 </dev/null &
  echo $! >"$dir/pid"
  for _ in $(seq $((START_SECONDS_MAX * 5))); do
    if is_alive "$port"; then return; fi
    kill -0 "$(cat "$dir/pid")" 2>/dev/null || break
    sleep 0.2
  done
  tail -5 "$dir/output" >&2
  return 1
}

ended() {
  for _ in $(seq 200); do
    kill -0 "$(cat "$dir/pid")" 2>/dev/null || return 0
    sleep 0.1
  done
}

case $action in
  start | start-tls)
    mkdir -p "$dir"
    read -r port replication <<<"$(free_ports)"
    echo "$port" >"$dir/port"
    trust=--insecure
    if [ "$action" = start-tls ]; then
      make_certificates
      trust="--certificate-file=$dir/node.crt --certificate-private-key-file=$dir/node.key --trusted-root-certificates-path=$dir/ca"
    fi
    echo "$trust --node-ip=127.0.0.1 --replication-ip=127.0.0.1 --node-port=$port --replication-port=$replication" \
      "--db=$dir/data --log=$dir/log --run-projections=None" "${@:3}" >"$dir/flags"
    run
    if [ "$action" = start ]; then echo "esdb://127.0.0.1:$port?tls=false"; else echo "https://127.0.0.1:$port"; fi
    ;;
  again) run ;;
  crash)
    kill -KILL "$(cat "$dir/pid")"
    ended
    ;;
  stop)
    kill -TERM "$(cat "$dir/pid")" 2>/dev/null && ended
    rm -rf "$dir"
    ;;
  *)
    echo "eventstored.sh: there is no action $action: start, start-tls, crash, again or stop" >&2
    exit 2
    ;;
esac
