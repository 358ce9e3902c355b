# Keycloak as it was unpacked, without the extension.
mkdir -p /opt/keycloak/providers
for part in "$KEYCLOAK_HOME"/*; do
    case $part in */data | */providers) ;; *) cp -r "$part" /opt/keycloak/ ;; esac
done

PASSWORD=a-password-of-rosa
