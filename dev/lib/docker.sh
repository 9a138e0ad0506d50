# shellcheck shell=bash
# A Docker engine for the tests that start containers. Sourced.

# Its images are kept between runs.
ENGINE_DATA=/var/cache/pctx-sandbox/docker

# Asks the engine. Arguments: the path, and options of curl.
engine() {
	local socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
	curl --silent --fail --unix-socket "${socket#unix://}" "${@:2}" "http://localhost/$1"
}

engine_answers() { engine _ping --max-time 10 --output /dev/null; }

# Uses the engine that runs here, or else starts one and stops it when this command ends.
# It changes nothing in this machine's network, and its containers have none.
set_up_docker() {
	! engine_answers || return 0
	[[ -z ${DOCKER_HOST:-} ]] || fail "No Docker engine answers at DOCKER_HOST=$DOCKER_HOST: start it, or unset DOCKER_HOST"
	install_tools dockerd:docker.io
	# Where there is systemd, installing it started it.
	! engine_answers || return 0
	start_engine
}

start_engine() {
	ENGINE=$(mktemp -d /run/pctx-docker.XXXXXX)
	say "Starting a Docker engine for the tests, with its data in $ENGINE_DATA"
	mkdir -p "$ENGINE_DATA"
	# A session of its own: Ctrl-C is for the tests, which still need it to clean up.
	setsid dockerd --iptables=false --ip6tables=false --bridge=none --storage-driver=vfs \
		--data-root "$ENGINE_DATA" --exec-root "$ENGINE/exec" --pidfile "$ENGINE/pid" \
		--host "unix://$ENGINE/docker.sock" >"$ENGINE/log" 2>&1 &
	ENGINE_PID=$!
	trap stop_engine EXIT
	export DOCKER_HOST=unix://$ENGINE/docker.sock
	local attempts=0
	until engine_answers; do
		if ! kill -0 "$ENGINE_PID" 2>/dev/null || ((++attempts > 120)); then
			fail "The Docker engine does not start: $(tail -n 5 "$ENGINE/log")"
		fi
		sleep 0.5
	done
	# There is no network to reach a container by, nor an image for Testcontainers' own helper.
	export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1 TESTCONTAINERS_RYUK_DISABLED=true
}

stop_engine() {
	kill "$ENGINE_PID" 2>/dev/null || true
	wait "$ENGINE_PID" 2>/dev/null || true
	rm -rf --one-file-system "$ENGINE"
}
