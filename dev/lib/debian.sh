# shellcheck shell=bash
# What mmdebstrap is told of this machine's package sources: it reads nothing of apt's own. Sourced.

# Prints what this distribution says of itself, such as its VERSION_CODENAME.
os_release() { sed -n "s/^$1=//p" /etc/os-release; }

# Prints the URI that this machine's apt has for a suite, such as "bookworm-security".
# shellcheck disable=SC2016 # the format is apt's
mirror_of() {
	apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
		awk -v suite="$1" '$2 == suite && $3 == "main" { print $1; exit }'
}

# Prints, one a line, the options that let mmdebstrap reach a mirror as this machine does.
apt_options() {
	apt-config dump | sed -nE '/^Acquire::(https?::|Check-|Retries)/s/^/--aptopt=/p'
}
