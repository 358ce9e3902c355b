#!/bin/sh
# Run by nginx's image before it starts nginx: goes on in the background for as long as the container runs.
set -eu

if [ "${1-}" = loop ]; then
    while sleep 5; do
        /usr/local/bin/follow-addresses /tmp/addresses "${KEYCLOAK_ADDRESS%:*}" "${ORTHANC_ADDRESS%:*}" || true
    done
else
    "$0" loop &
fi
