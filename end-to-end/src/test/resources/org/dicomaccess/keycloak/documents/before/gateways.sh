# The packages of nginx and Caddy are installed, and the viewer was fetched before.
mkdir -p /etc/nginx /var/log/nginx /var/log/caddy /run/dicom-access /var/lib/dicom-access/viewer
cp -r "$VIEWER"/. /var/lib/dicom-access/viewer
sed "s|\${NGINX_FOLDER}|/etc/nginx|g" docker/nginx/native/nginx.conf.template >/etc/nginx/nginx.conf
nginx() { PATH=$PATH:/usr/sbin command nginx -e stderr -c /etc/nginx/nginx.conf "$@"; }
