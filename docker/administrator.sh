#!/bin/sh
# The part that docker/kcadm and docker/readdress have in common: kcadm where Keycloak is, signed in as the first
# administrator. For another one: KEYCLOAK_ADMIN=NAME, and in the file KEYCLOAK_ADMIN_PASSWORD_FILE=FILE the
# password. Where Keycloak runs without Docker, KCADM names its kcadm.sh.
#
# Whoever reads it in has "here", the folder of docker/, and "fail", which ends with a message.
set -eu

: "${here:?}"
[ -r "$here/.env" ] || fail "docker/.env is not there: run docker/setup first"
value() { sed -n "s/^$1=//p" "$here/.env"; }

# Runs a program where Keycloak is.
there() {
    if [ -n "${KCADM:-}" ]; then
        "$@"
    else
        (cd "$here" && docker compose exec -T keycloak "$@")
    fi
}
config=${KCADM_CONFIG:-/tmp/administrator.config}
# It holds a token of the administrator's.
trap 'there rm -f "$config"' EXIT
kcadm() { there "${KCADM:-/opt/keycloak/bin/kcadm.sh}" "$@" --config "$config"; }

# The password comes by the standard input, where no list of processes shows it.
# shellcheck disable=SC2016 # for the shell that reads it
there sh -c 'KC_CLI_PASSWORD=$(cat) exec "$@"' sh "${KCADM:-/opt/keycloak/bin/kcadm.sh}" config credentials \
    --server "${KEYCLOAK_SERVER:-http://localhost:8080}" --realm master --user "${KEYCLOAK_ADMIN:-admin}" \
    --config "$config" <"${KEYCLOAK_ADMIN_PASSWORD_FILE:-$here/secrets/keycloak-admin-password}" >/dev/null 2>&1 ||
    fail "Keycloak does not let the administrator ${KEYCLOAK_ADMIN:-admin} in. KEYCLOAK_ADMIN=NAME and KEYCLOAK_ADMIN_PASSWORD_FILE=FILE name another one"
