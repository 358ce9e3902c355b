# Whoever reads a page has signed in to Keycloak's admin tool, and has a user's access token where the
# page speaks of one.

if [ ! -e "${KC_OPTS##*-Duser.home=}/.keycloak/kcadm.config" ]; then
    kcadm.sh config credentials --server "$KEYCLOAK_ITSELF" --realm master --user admin --password "$ADMIN_PASSWORD"
fi

token_of() {
    curl -sS -d grant_type=password -d client_id=command-line -d "username=$1" -d "password=$1" \
        "${KEYCLOAK_ITSELF}realms/hospital/protocol/openid-connect/token" | jq -er .access_token
}
