# Ends all that an agent started once the agent is gone: standard input is a pipe that only
# the agent holds. Arguments: its directory, its systemd manager (or -), its cgroup roots.
trap '' HUP INT TERM
cat >/dev/null
run=$1
manager=$2
shift 2
if [ "$manager" != - ]; then
	systemctl "$manager" kill --signal=KILL "pctx-sandbox-${run##*/}-*.scope" 2>/dev/null
fi
for root; do
	for group in "$root"/*/; do
		[ -e "$group/cgroup.kill" ] && echo 1 >"$group/cgroup.kill"
		[ -e "$group/pids.max" ] && echo 0 >"$group/pids.max"
	done
done
tries=0
left=1
while [ -n "$left" ] && [ $tries -lt 100 ]; do
	left=
	for root; do
		for group in "$root"/*/; do
			[ -d "$group" ] || continue
			for pid in $(cat "$group/cgroup.procs" 2>/dev/null); do
				kill -9 "$pid" 2>/dev/null
			done
			rmdir "$group" 2>/dev/null || left=1
		done
	done
	[ -z "$left" ] || sleep 0.05
	tries=$((tries + 1))
done
for root; do
	rmdir "$root" "${root%/*}" 2>/dev/null
done
rm -rf "$run"
exit 0
