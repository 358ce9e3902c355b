// What the viewer's page used to say inline: where it lives, and how its bundles import others.
console.time('scriptToView');
window.PUBLIC_URL = `${window.dicomAccess?.path ?? ''}/ohif/`;
window.browserImportFunction = name => import(name);
