# The file that the page begins with lies there.
sed -n '/^```json$/,/^```$/{//!p;/^```$/q}' docs/from-a-permissions-file.md >permissions.json
USER_TOKEN=$(token_of dora)
