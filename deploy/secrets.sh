#!/bin/sh
# Makes the passwords that compose.yaml hands to the containers; what is there already stays as it is.
#
# Compose shows a secret file to a container with the rights that it has here, and gouji is not root there: so the
# files are readable and the folder around them is closed.
set -eu
umask 022
folder=$(dirname "$0")/secrets
mkdir -p "$folder"
chmod 700 "$folder"
cd "$folder"

make() {
    [ -s "$1" ] || printf '%s\n' "$2" > "$1"
}

password() {
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

make postgres_password "$(password)"
make redis_password "$(password)"
make database_url "postgresql+psycopg://gouji:$(cat postgres_password)@postgres:5432/gouji"
make broker_url "redis://:$(cat redis_password)@redis:6379/0"
