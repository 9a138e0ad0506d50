# shellcheck shell=bash
# A Docker engine for what starts containers. Sourced.

# Asks the engine. Arguments: the path, and options of curl.
engine() {
	local socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
	curl --silent --fail --unix-socket "${socket#unix://}" "${@:2}" "http://localhost/$1"
}

engine_answers() { engine _ping --max-time 10 --output /dev/null; }

# Takes the engine that runs here, or else starts one that ends with this command.
set_up_docker() {
	! engine_answers || return 0
	if [[ -n ${DOCKER_HOST:-} ]]; then
		say "No Docker engine answers at DOCKER_HOST=$DOCKER_HOST: start it, or unset DOCKER_HOST"
		return 1
	fi
	start_engine
}

# The engine lives until nobody holds the other end of its input: neither this shell nor a
# program that takes its place.
start_engine() {
	local directory attempts=0
	directory=$(mktemp -d /var/tmp/pctx-docker.XXXXXX) || return 1
	say "Starting a Docker engine in $directory, which ends with this command"
	exec {ENGINE}> >(exec setsid dev/lib/docker-engine "$directory")
	ENGINE_PID=$!
	trap stop_engine EXIT
	export DOCKER_HOST=unix://$directory/docker.sock
	until engine_answers; do
		if ((++attempts > 120)) || ! kill -0 "$ENGINE_PID" 2>/dev/null; then
			say "The Docker engine does not start"
			return 1
		fi
		sleep 0.5
	done
	# Testcontainers would look for a network to reach a container by.
	export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
}

stop_engine() {
	exec {ENGINE}>&-
	wait "$ENGINE_PID" || true
}
