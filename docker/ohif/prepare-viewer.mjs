#!/usr/bin/env node
// Takes the published OHIF viewer and makes it ready to be served under /ohif/, or PATH/ohif/:
//
//   prepare-viewer.mjs [--cache FOLDER] [--path PATH] TARGET
//
// TARGET/ohif/ is then what a web server serves as PATH/ohif/, with PATH such as /imaging. The package is
// fetched once into the cache (default: ~/.cache/keycloak-dicom-access) and compared with the hash in
// viewer.json each time. A TARGET that is up to date is left alone.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const viewer = JSON.parse(fs.readFileSync(path.join(here, 'viewer.json'), 'utf8'));

const USAGE = 'usage: prepare-viewer.mjs [--cache FOLDER] [--path PATH] TARGET';

const OWN_FILES = [
  'app-config.js',
  'viewer-start.js',
  'refused.html',
  'refused.css',
  'refused.js',
];

// What the viewer does not need here. Most of it asks other hosts: the service worker, sign-in with
// Google, the page for silent renewal, and the models of the segmentation assistant, which run in
// ort/ and make two thirds of the package.
const LEFT_OUT =
  /^(ort|google\.js|init-service-worker\.js|sw\.js|silent-refresh\.html|oidc-client\.min\.js|es6-shim\.min\.js|polyfill\.min\.js|serve\.json|_headers|_redirects|app-config\.js)$|\.map$/;

// The package is built for the root of a host. Each of these has to match as often as it says: another
// version of the viewer is then noticed here, not by a person in front of a blank page.
const rewrites = base => [
  { files: /\.bundle\.[0-9a-f]{16}\.js$/, from: '__webpack_require__.p = "/";', to: `__webpack_require__.p = "${base}";`, times: 8 },
  { files: /^app\.bundle\.[0-9a-f]{16}\.js$/, from: "('/dicom-microscopy-viewer/", to: `('${base}dicom-microscopy-viewer/`, times: 1 },
  { files: /^app\.bundle\.css$/, from: 'url(/', to: `url(${base}`, times: 5 },
  { files: /^manifest\.json$/, from: '"/assets/', to: `"${base}assets/`, times: 9 },
  { files: /^assets\/(browserconfig\.xml|manifest\.webapp|yandex-browser-manifest\.json)$/, from: '"/assets/', to: `"${base}assets/`, times: 8 },
  { files: /^index\.html$/, from: 'src="/app', to: `src="${base}app`, times: 2 },
  // A page without inline scripts can forbid them.
  { files: /^index\.html$/, from: '<script>console.time("scriptToView"),window.PUBLIC_URL="/"</script>', to: `<script src="${base}deployment.js"></script><script src="${base}viewer-start.js"></script>`, times: 1 },
  { files: /^index\.html$/, from: '<script>function browserImportFunction(n){return import(n)}window.PUBLIC_URL="/"</script>', to: '', times: 1 },
  { files: /^index\.html$/, from: '<script rel="preload" as="script" type="module" src="/init-service-worker.js"></script>', to: '', times: 1 },
  { files: /^index\.html$/, from: 'href="/', to: `href="${base}`, times: 28 },
  { files: /^index\.html$/, from: 'content="/assets/', to: `content="${base}assets/`, times: 2 },
];

function fail(message) {
  throw new Error(message);
}

function integrityOf(file) {
  return `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`;
}

function fetchPackage(cache) {
  const name = `${viewer.package.replace('@', '').replace('/', '-')}-${viewer.version}.tgz`;
  const file = path.join(cache, name);
  if (!fs.existsSync(file)) {
    fs.mkdirSync(cache, { recursive: true });
    const download = fs.mkdtempSync(path.join(cache, 'download-'));
    try {
      const wanted = `${viewer.package}@${viewer.version}`;
      execFileSync('npm', ['pack', wanted, '--silent', '--pack-destination', download], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      fs.renameSync(path.join(download, name), file);
    } catch (problem) {
      fail(`cannot fetch ${viewer.package} ${viewer.version} with npm: ${problem.message}`);
    } finally {
      fs.rmSync(download, { recursive: true, force: true });
    }
  }
  const integrity = integrityOf(file);
  if (integrity !== viewer.integrity) {
    fs.rmSync(file);
    fail(`${name} is not the package viewer.json names (${integrity}); removed, run again to fetch it`);
  }
  return file;
}

/** Where the viewer lives: an absolute path with a slash at either end. */
function baseOf(deployment) {
  // What nginx and a browser read in the same way, and a regular expression as what it is.
  if (!/^(\/[A-Za-z0-9_-]+)*$/.test(deployment)) {
    fail(`the path "${deployment}" is not one like /imaging: letters, digits, "_" and "-", no slash at its end`);
  }
  return `${deployment}/ohif/`;
}

/** Changes with anything that changes the outcome. */
function stamp(base) {
  const hash = createHash('sha256').update(base);
  for (const file of [...OWN_FILES, 'viewer.json', path.basename(fileURLToPath(import.meta.url))]) {
    hash.update(file).update(fs.readFileSync(path.join(here, file)));
  }
  return hash.digest('hex');
}

function filesBelow(folder, prefix = '') {
  return fs.readdirSync(path.join(folder, prefix), { withFileTypes: true }).flatMap(entry => {
    const name = prefix + entry.name;
    return entry.isDirectory() ? filesBelow(folder, `${name}/`) : [name];
  });
}

function removeLeftOut(folder) {
  for (const name of filesBelow(folder)) {
    if (LEFT_OUT.test(name) || LEFT_OUT.test(name.split('/')[0])) {
      fs.rmSync(path.join(folder, name));
    }
  }
}

function rewrite(folder, base) {
  const names = filesBelow(folder);
  for (const { files, from, to, times } of rewrites(base)) {
    let seen = 0;
    for (const name of names.filter(candidate => files.test(candidate))) {
      const file = path.join(folder, name);
      const parts = fs.readFileSync(file, 'utf8').split(from);
      if (parts.length > 1) {
        fs.writeFileSync(file, parts.join(to));
        seen += parts.length - 1;
      }
    }
    if (seen !== times) {
      fail(`"${from}" was found ${seen} times and not ${times}: this is another build of the viewer`);
    }
  }
}

/** Our own page says where it lives as well; the scripts are told by deployment.js. */
function copyOwnFiles(folder, base) {
  for (const file of OWN_FILES) {
    fs.copyFileSync(path.join(here, file), path.join(folder, file));
  }
  const page = path.join(folder, 'refused.html');
  fs.writeFileSync(page, fs.readFileSync(page, 'utf8').replaceAll('"/ohif/', `"${base}`));
}

function prepare(tarball, target, base, wanted) {
  const building = fs.mkdtempSync(path.join(target, 'building-'));
  try {
    execFileSync('tar', ['-xzf', tarball, '-C', building, '--strip-components=2', 'package/dist']);
    removeLeftOut(building);
    rewrite(building, base);
    copyOwnFiles(building, base);
    fs.writeFileSync(path.join(building, '.prepared'), wanted);
    fs.chmodSync(building, 0o755);
    fs.rmSync(path.join(target, 'ohif'), { recursive: true, force: true });
    fs.renameSync(building, path.join(target, 'ohif'));
  } finally {
    fs.rmSync(building, { recursive: true, force: true });
  }
}

function main(argv) {
  let cache = path.join(os.homedir(), '.cache', 'keycloak-dicom-access');
  let deployment = '';
  const rest = [...argv];
  while (rest[0]?.startsWith('--')) {
    const [option, value] = rest.splice(0, 2);
    if (option === '--cache') {
      cache = path.resolve(value ?? fail('--cache needs a folder'));
    } else if (option === '--path') {
      deployment = value ?? fail('--path needs a path');
    } else {
      fail(USAGE);
    }
  }
  if (rest.length !== 1) {
    fail(USAGE);
  }
  const base = baseOf(deployment);
  const target = path.resolve(rest[0]);
  const wanted = stamp(base);
  const present = path.join(target, 'ohif', '.prepared');
  if (fs.existsSync(present) && fs.readFileSync(present, 'utf8') === wanted) {
    return;
  }
  fs.mkdirSync(target, { recursive: true });
  prepare(fetchPackage(cache), target, base, wanted);
}

try {
  main(process.argv.slice(2));
} catch (problem) {
  console.error(`prepare-viewer: ${problem.message}`);
  process.exitCode = 1;
}
