#!/usr/bin/env bash
# Tries the README's two commands in a Debian 12 that has git and nothing else: `./dev check fresh [all|root|user] [run|test]`.
# A system is made in a folder (debootstrap, minbase) and entered in namespaces of its own, so that whatever it started ends with it.
# `root` works as root, `user` as an ordinary user with sudo, each in a new system: what one installed the other can't lean on.
# What is tried is the last commit. Needs root. COURSEWRIGHT_FRESH_DIR says where the systems are made (8 GB each; default /var/tmp).
set -euo pipefail
cd "$(dirname "$0")/../.."
who=${1:-all} what=${2:-all}
case "$who" in all) people="root user" ;; root | user) people=$who ;; *) echo "who: all, root or user" >&2; exit 2 ;; esac
case "$what" in all) commands="run test" ;; run | test) commands=$what ;; *) echo "what: run or test" >&2; exit 2 ;; esac
[ "$(id -u)" = 0 ] || { echo "Making a system in a folder needs root." >&2; exit 1; }

place=$(mktemp -d "${COURSEWRIGHT_FRESH_DIR:-/var/tmp}/coursewright-fresh.XXXXXX")
inside=
finish() {
    [ -z "$inside" ] || kill "$inside" 2>/dev/null || true
    wait
    rm -rf --one-file-system "$place"
}
trap finish EXIT
trap 'exit 130' INT TERM

say() { printf '\n\033[1m▸ %s\033[0m\n' "$*"; }

# The way to the package servers is the machine's, not the system's: names, and a certificate of its own where it has one.
lend_network() {
    cp -L /etc/resolv.conf /etc/hosts "$1/etc/"
    cp /etc/apt/apt.conf.d/*proxy* "$1/etc/apt/apt.conf.d/" 2>/dev/null || true
    mkdir -p "$1/opt/lent"
    cp -L /etc/ssl/certs/ca-certificates.crt "$1/opt/lent/ca.crt" 2>/dev/null || true
}

# enter SYSTEM USER COMMAND: as at a terminal of that system, without a display. The first process of the namespace takes the others with it.
enter() {
    local system=$1 person=$2 home; shift 2
    home=$([ "$person" = root ] && echo /root || echo "/home/$person")
    exec unshare --mount --pid --fork --kill-child bash -c '
        set -e
        system=$1 person=$2 home=$3; shift 3
        mount --make-rprivate /
        mount -t proc proc "$system/proc"
        mount -t sysfs -o ro sys "$system/sys"
        mount --rbind /dev "$system/dev"
        exec chroot "$system" setpriv --reuid "$person" --regid "$person" --init-groups --reset-env \
            env -i HOME="$home" USER="$person" LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            npm_config_cafile=/opt/lent/ca.crt npm_config_update_notifier=false \
            bash -c "cd ~/coursewright && $*"' enter "$system" "$person" "$home" "$@"
}

# Starts `./dev run`, waits for its line, asks it whether it lives, ends it, and wants a clean end.
try_run() {
    local system=$1 person=$2 log=$3 port
    port=$((20000 + RANDOM % 10000))
    (enter "$system" "$person" "exec ./dev run --listen 127.0.0.1:$port") >"$log" 2>&1 &
    inside=$!
    until grep -q "listening on http://127.0.0.1:$port" "$log"; do
        kill -0 "$inside" 2>/dev/null || { tail -n 30 "$log"; echo "./dev run ended as $person"; return 1; }
        sleep 1
    done
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /livez HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$port" >&3
    head -n 1 <&3 | grep -q ' 200 ' || { echo "/livez did not answer 200"; return 1; }
    exec 3>&-
    kill -TERM "$(pgrep -f "coursewright-server serve .*--listen 127.0.0.1:$port")"
    wait "$inside" || { tail -n 5 "$log"; echo "the server did not end cleanly"; return 1; }
    inside=
}

try_test() {
    local system=$1 person=$2 log=$3
    (enter "$system" "$person" "exec ./dev test") >"$log" 2>&1 &
    inside=$!
    wait "$inside" || {
        # What a test said stands where it ran, far above the summary.
        grep -nE -A 3 '^FAIL!|^not ok|\*\*\*(Failed|Timeout|Exception)|error:' "$log" | head -n 120
        tail -n 60 "$log"
        echo "./dev test failed as $person"
        return 1
    }
    inside=
    grep -E '^[0-9]+% tests passed|^Total Test time' "$log"
}

say "Making a bare Debian 12"
debootstrap --variant=minbase --include=git bookworm "$place/bare" >"$place/debootstrap.log" 2>&1 || { tail "$place/debootstrap.log"; exit 1; }
lend_network "$place/bare"

results=()
for person in $people; do
    system="$place/$person"
    cp -a "$place/bare" "$system"
    home=/root name=root
    if [ "$person" = user ]; then
        name=teacher home=/home/teacher
        chroot "$system" apt-get update -q >/dev/null
        chroot "$system" env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends sudo >/dev/null
        chroot "$system" useradd --create-home --shell /bin/bash teacher
        echo 'teacher ALL=(ALL) NOPASSWD: ALL' >"$system/etc/sudoers.d/teacher"
    fi
    git clone -q --no-hardlinks . "$system$home/coursewright"
    chroot "$system" chown -R "$name:" "$home"
    for command in $commands; do
        say "./dev $command as $person"
        started=$SECONDS
        "try_$command" "$system" "$name" "$place/$person-$command.log"
        results+=("./dev $command as $person: $((SECONDS - started)) s")
    done
    rm -rf --one-file-system "$system"
done
say "Worked in a bare Debian 12"
printf '%s\n' "${results[@]}"
