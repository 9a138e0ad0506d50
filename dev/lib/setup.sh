# shellcheck shell=bash
# What every command in dev/ needs first: the tools, the account, the JDK. Sourced.

# The system account that workers run as when the application runs as root.
WORKER_USER=pctx-sandbox

say() { printf '%s\n' "$*" >&2; }

fail() {
	say "$*"
	exit 1
}

# Each command, and the Debian package that has it.
missing_packages() {
	local pair
	for pair in mvn:maven firejail:firejail bwrap:bubblewrap curl:curl "$@"; do
		# Set-uid tools may live where an ordinary user's PATH does not lead.
		PATH="$PATH:/usr/sbin:/sbin" command -v "${pair%%:*}" >/dev/null || printf '%s\n' "${pair#*:}"
	done
}

as_root() {
	if [[ $EUID -eq 0 ]]; then
		"$@"
	else
		command -v sudo >/dev/null || fail "Need root or sudo for: $*"
		sudo "$@"
	fi
}

# For an ordinary user, runs a command again by sudo and ends with it.
become_root() {
	[[ $EUID -ne 0 ]] || return 0
	say "Firejail can only be proven by root: running $1 by sudo"
	local status=0
	as_root env JAVA_HOME="$JAVA_HOME" PATH="$PATH" "$@" || status=$?
	as_root find . -name target -prune -exec chown -R "$(id -u):$(id -g)" {} +
	exit "$status"
}

# Installs what is missing, and says so before; says nothing when nothing is missing.
# Arguments: more tools, as command:package.
install_tools() {
	local packages
	mapfile -t packages < <(missing_packages "$@")
	[[ ${#packages[@]} -gt 0 ]] || return 0
	command -v apt-get >/dev/null ||
		fail "Please install these with your package manager, then run this again: ${packages[*]}"
	say "Missing here: ${packages[*]}"
	say "Installing with apt-get$([[ $EUID -eq 0 ]] || printf ' (by sudo)'): ${packages[*]}"
	as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
	as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2
}

# Firejail refuses root, nobody and system accounts, so root's workers have their own.
create_worker_user() {
	[[ $EUID -eq 0 ]] || return 0
	if ! id -u "$WORKER_USER" >/dev/null 2>&1; then
		say "Creating the account that sandboxed code runs as: $WORKER_USER"
		useradd --create-home --shell /usr/sbin/nologin --user-group "$WORKER_USER"
	fi
	# Where this list exists, Firejail runs programs of users not on it without a jail.
	local users=/etc/firejail/firejail.users
	if [[ -e $users ]] && ! grep -qx "$WORKER_USER" "$users"; then
		say "Allowing $WORKER_USER to use Firejail, in $users"
		firecfg --add-users "$WORKER_USER" >&2
	fi
}

# Bubblewrap as the account that will run it; says nothing, or why it fails.
try_bwrap() {
	local account=()
	[[ $EUID -ne 0 ]] || account=(setpriv --reuid "$WORKER_USER" --regid "$WORKER_USER" --clear-groups --)
	PATH="$PATH:/usr/sbin:/sbin" "${account[@]}" bwrap --unshare-all --ro-bind / / true 2>&1
}

# Whether a setting of the kernel has a value.
kernel_setting() { [[ $(cat "/proc/sys/$1" 2>/dev/null) == "$2" ]]; }

# Ubuntu's AppArmor lets only programs with a profile make user namespaces.
allow_bwrap_in_apparmor() {
	local profile=/etc/apparmor.d/bwrap
	if [[ -e $profile ]]; then
		say "There is a profile in $profile already: please let it allow 'userns,'."
		return 1
	fi
	say "Allowing bubblewrap to make user namespaces$([[ $EUID -eq 0 ]] || printf ' (by sudo)'), in $profile"
	as_root tee "$profile" >/dev/null <<-'END'
		abi <abi/4.0>,
		include <tunables/global>

		profile bwrap /usr/bin/bwrap flags=(unconfined) {
		  userns,
		  include if exists <local/bwrap>
		}
	END
	as_root apparmor_parser --replace "$profile" >&2
}

# Without bubblewrap the sandbox of root uses Firejail, but the tests need both.
check_bwrap() {
	local reason
	reason=$(try_bwrap) && return
	say "Bubblewrap does not work here: ${reason:-it says no reason}"
	if kernel_setting kernel/apparmor_restrict_unprivileged_userns 1; then
		say "AppArmor forbids user namespaces to ordinary accounts (kernel.apparmor_restrict_unprivileged_userns=1)."
		if allow_bwrap_in_apparmor && reason=$(try_bwrap); then
			return
		fi
		say "It still does not work: $reason"
		say "Please see 'journalctl --dmesg --grep apparmor', or set that setting to 0 by sysctl."
	elif kernel_setting user/max_user_namespaces 0; then
		say "The kernel forbids user namespaces. Please run: sysctl -w user.max_user_namespaces=10000"
	elif kernel_setting kernel/unprivileged_userns_clone 0; then
		say "The kernel forbids user namespaces. Please run: sysctl -w kernel.unprivileged_userns_clone=1"
	else
		say "It needs user namespaces for ordinary accounts: in a container, its seccomp profile must allow them."
	fi
	say "Until then tests of bubblewrap fail, and calls are refused but for root, whose sandbox uses Firejail."
}

java_major() {
	"$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p'
}

# The account that runs Lima where the caller is root, whom Lima refuses.
LIMA_USER=pctx-lima

# What a Lima machine needs here: limactl, QEMU, and an account that may run them.
set_up_lima() {
	command -v limactl >/dev/null || fail "A Lima machine needs limactl 2.1.3 or newer on the PATH"
	install_tools qemu-system-x86_64:qemu-system-x86 qemu-img:qemu-utils ssh:openssh-client mmdebstrap:mmdebstrap \
		mke2fs:e2fsprogs setpriv:util-linux ip:iproute2
	[[ $EUID -ne 0 ]] || id -u "$LIMA_USER" >/dev/null 2>&1 ||
		useradd --create-home --shell /usr/sbin/nologin --user-group "$LIMA_USER"
}

# Prints the directory of the image, which is built once. Root's is kept where that account can read it.
lima_image() (
	[[ $EUID -ne 0 ]] || export XDG_CACHE_HOME=/var/cache
	exec nice -n 10 lima/test-image/build
)

# Uses the JDK of JAVA_HOME, or else the one on the PATH.
require_jdk() {
	local java javac major
	java=${JAVA_HOME:+$JAVA_HOME/bin/}java
	javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
	if ! command -v "$java" >/dev/null || ! command -v "$javac" >/dev/null; then
		fail "A JDK 17 or newer is needed, in JAVA_HOME or on the PATH, such as the package openjdk-17-jdk-headless"
	fi
	major=$(java_major "$java")
	[[ ${major%%.*} -ge 17 ]] || fail "A JDK 17 or newer is needed; $java is Java $major"
	# Maven would look for a JDK by itself, and find whichever the system prefers.
	if [[ -z ${JAVA_HOME:-} ]]; then
		JAVA_HOME=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
		export JAVA_HOME
	fi
}

require_linux() {
	case $(uname -s) in
		Linux) ;;
		Darwin)
			fail "On macOS, sandboxes run in a Lima VM, which applications start by themselves: see docs/lima.md." \
				"They need 'brew install lima openjdk@17 maven'. This command itself needs Linux, and was not tried on macOS."
			;;
		*)
			fail "This needs Linux with: maven, firejail or bubblewrap (both for the tests), curl, and a JDK 17 or newer."
			;;
	esac
}

# Arguments: more tools, as command:package.
set_up() {
	require_linux
	require_jdk
	install_tools "$@"
	create_worker_user
	check_bwrap
}
