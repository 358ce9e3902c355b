# Keycloak's database is on PostgreSQL, with the extension's tables in it: those by their names, since the
# Keycloak of these tests keeps its own elsewhere.
export PGHOST=127.0.0.1 PGPORT=$FREE_PORT PGUSER=keycloak
exec 9> >(end-to-end/native-postgres "$PGPORT" >postgres.log 2>&1)
until psql --quiet --dbname=keycloak --command="select 1" >/dev/null 2>&1; do sleep 0.1; done
for table in share shared_study history ended; do
    psql --quiet --dbname=keycloak --command="create table dicom_access_$table (id varchar(36) primary key)"
done

# The realm has the gateway's own role, as it was made before there was an attribute for it.
kcadm.sh create roles -r hospital -s name=gateway \
    -s 'attributes."dicom-access.permissions"=["view","download","upload"]' -s 'attributes."dicom-access.labels"=["*"]'
