// Measures what the first visit costs, against the same table in SurveyJS (survey/): bytes on the wire
// with brotli, and the time until a key pressed in table three stands there and in its total, with the
// CPU slowed down four times. Prints; asserts nothing. Runs alone too.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { chromium } from 'playwright-core';
import { FORM } from '../e2e/reports.mjs';

const DIST = process.env.DIST ?? new URL('../../dist/', import.meta.url).pathname;
const RUNS = Number(process.env.RUNS ?? 3);
// Slows down the main thread of the page, but neither what compiles nor what draws.
const SLOWDOWN = Number(process.env.SLOWDOWN ?? 4);
const TYPES = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.webmanifest': 'application/manifest+json' };
const temporary = mkdtempSync(join(tmpdir(), 'first-visit-'));

/** Bundles the page of SurveyJS for production, under names that change with their content. */
async function bundle(folder) {
  const { columns, rows, label, row_groups, column_groups } = FORM.tables.find(({ id }) => id === 'requests');
  const named = (one) => ({ id: one.id, label: one.label, in: one.in, group: [...row_groups, ...column_groups].find(({ id }) => id === one.in)?.label });
  const source = new URL('survey/', import.meta.url).pathname;
  const { metafile } = await build({
    entryPoints: [join(source, 'main.jsx')],
    outdir: folder,
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    jsx: 'automatic',
    legalComments: 'none',
    define: { FORM: JSON.stringify({ label, columns: columns.map(named), rows: rows.map(named) }) },
    metafile: true,
    absWorkingDir: folder,
  });
  const page = Object.keys(metafile.outputs).reduce((html, name) => html.replace(`main${extname(name)}`, name), readFileSync(join(source, 'index.html'), 'utf8'));
  writeFileSync(join(folder, 'index.html'), page);
}

/** Serves a folder compressed, and lets the browser keep what has its content in its name. Can be ended
 * and begun again at the same address. */
async function serve(folder) {
  const files = new Map();
  // The program as one file is for a disk, and what is compressed already for other servers.
  const names = readdirSync(folder).filter((name) => !/^disclosure-report\.html|\.(br|gz)$/.test(name) && statSync(join(folder, name)).isFile());
  await Promise.all(
    names.map(async (name) => {
      const body = await promisify(brotliCompress)(readFileSync(join(folder, name)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
      files.set(`/${name}`, {
        body,
        headers: {
          'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
          'Content-Encoding': 'br',
          'Cache-Control': /-\w{8,}\.\w+$/.test(name) ? 'max-age=31536000, immutable' : 'no-cache',
          ETag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`,
        },
      });
    }),
  );
  files.set('/', files.get('/index.html'));
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url, 'http://localhost').pathname);
    if (!file) response.writeHead(404).end();
    else if (request.headers['if-none-match'] === file.headers.ETag) response.writeHead(304, file.headers).end();
    else response.writeHead(200, { ...file.headers, 'Content-Length': file.body.length }).end(file.body);
  });
  const sockets = [];
  server.on('connection', (socket) => sockets.push(socket));
  const begin = (port) => new Promise((done) => server.listen(port, '127.0.0.1', done));
  await begin(0);
  const { port } = server.address();
  return {
    address: `http://127.0.0.1:${port}/`,
    sent: () => sockets.reduce((sum, socket) => sum + socket.bytesWritten, 0),
    begin: () => begin(port),
    end: () => new Promise((done) => (server.close(done), server.closeAllConnections())),
  };
}

/** In the page: reports when the cell is there, and when a digit stands in it and in its total. */
function watchCell([selector, totalSelector, stored]) {
  if (location.protocol !== 'http:') return;
  for (const [key, text] of Object.entries(stored)) localStorage.getItem(key) ?? localStorage.setItem(key, text);
  const report = (what) => window.report(JSON.stringify([what, performance.now()]));
  const cell = () => document.querySelector(selector);
  window.aim = () => cell().focus();
  window.isTaken = () => cell().value === '7';
  let isThere = false;
  new MutationObserver((_, observer) => {
    if (!isThere && (isThere = Boolean(cell()))) report('cell');
    // No mutation tells of the value of an input, but one does of the total, which comes after it.
    if (!isThere || !window.isTaken() || document.querySelector(totalSelector)?.textContent.trim() !== '7') return;
    observer.disconnect();
    // Once it is painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => report('digit');
      port2.postMessage(0);
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const fresh = () => mkdtempSync(join(temporary, 'profile-'));
const launch = (profile) =>
  chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
  });

/** Opens the page in a browser of its own on `profile` and presses a key in the cell of `row` until it is
 * taken. Returns milliseconds since the navigation began, and bytes and answers until then. */
async function visit({ site, place, stored, cell }, profile, row, then = () => {}) {
  const context = await launch(profile);
  try {
    const [page] = context.pages();
    const client = await context.newCDPSession(page);
    let [bytes, answers] = [0, 0];
    client.on('Network.loadingFinished', ({ encodedDataLength }) => ((bytes += encodedDataLength), (answers += 1)));
    const reports = new Map();
    const reported = (what) =>
      new Promise((done, fail) => {
        reports.set(what, done);
        setTimeout(() => fail(new Error(`${site.address}: ${what} not in time`)), 60_000).unref();
      });
    client.on('Runtime.bindingCalled', ({ payload }) => {
      const [what, time] = JSON.parse(payload);
      reports.get(what)(time);
    });
    await client.send('Network.enable');
    await client.send('Runtime.enable');
    await client.send('Runtime.addBinding', { name: 'report' });
    await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    await page.addInitScript(watchCell, [...cell(row), stored]);
    const [there, stands] = [reported('cell'), reported('digit')];
    await page.goto(site.address + place, { waitUntil: 'commit' });
    await there;
    const key = { key: '7', code: 'Digit7', windowsVirtualKeyCode: 55 };
    const inPage = async (expression) => (await client.send('Runtime.evaluate', { expression })).result.value;
    for (let isTaken = false; !isTaken; ) {
      await inPage('aim()');
      // Each is answered when the page has dealt with it.
      await client.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '7', ...key });
      await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
      isTaken = await inPage('isTaken()');
    }
    const result = { time: await stands, bytes, answers };
    await then(page);
    return result;
  } finally {
    await context.close();
  }
}

/** An empty draft, as the app stores it, and where its table three is. */
async function draft(site) {
  const context = await launch(fresh());
  const [page] = context.pages();
  await page.goto(site.address);
  await page.getByRole('button', { name: '新建年报' }).first().click();
  await page.locator('[data-field="organ"] input').fill('望川县自然资源局');
  await page.getByRole('button', { name: '开始填写' }).click();
  await page.locator('.part-nav a[href$="/requests"]').click();
  await page.locator('.report-table').waitFor();
  await page.locator('.save-status', { hasText: '已保存' }).waitFor();
  const found = { stored: await page.evaluate(() => ({ ...localStorage })), place: new URL(page.url()).hash };
  await context.close();
  return found;
}

const ROWS = ['received', 'carried_in'];
const found = { app: { first: [], second: [], kept: [] }, survey: { first: [], second: [] } };
let opensOffline = false;
try {
  const folder = mkdtempSync(join(temporary, 'survey-'));
  await bundle(folder);
  const [appSite, surveySite] = await Promise.all([serve(DIST), serve(folder)]);
  const app = {
    site: appSite,
    cell: (row) => [`[data-cell="requests.${ROWS[row]}.natural_person"] input`, `[data-cell="requests.${ROWS[row]}.total"]`],
    ...(await draft(appSite)),
  };
  const survey = {
    site: surveySite,
    cell: (row) => ['input', '.sd-expression'].map((one) => `tbody tr:nth-of-type(${row + 1}) ${one}`),
    place: '',
    stored: {},
  };
  const worker = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  // By turns, so that whatever else the machine does falls on both.
  for (let run = 0; run < RUNS; run += 1) {
    const [ofApp, ofSurvey] = [fresh(), fresh()];
    const before = appSite.sent();
    found.app.first.push(await visit(app, ofApp, 0, worker));
    found.app.kept.push(appSite.sent() - before - found.app.first.at(-1).bytes);
    found.survey.first.push(await visit(survey, ofSurvey, 0));
    // Another row, because the app kept what was typed into the first.
    await appSite.end();
    found.app.second.push(await visit(app, ofApp, 1));
    await appSite.begin();
    found.survey.second.push(await visit(survey, ofSurvey, 1));
    if (run < RUNS - 1) continue;
    await Promise.all([appSite.end(), surveySite.end()]);
    const context = await launch(ofSurvey);
    opensOffline = await context.pages()[0].goto(surveySite.address).then(() => true, () => false);
    await context.close();
  }
} finally {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
const both = (visit, what) => [found.app, found.survey].map((side) => side[visit].map((one) => one[what]));
const line = (label, a, s, ratio) => console.log(`  ${label.padEnd(44)} ${a.padEnd(24)} ${s.padEnd(24)} ${ratio?.toFixed(2) ?? ''}`.trimEnd());
const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
function times(label, visit) {
  const sides = both(visit, 'time');
  const [a, s] = sides.map(median);
  line(label, ...sides.map((all) => `${median(all).toFixed(0)} ms (${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)})`), a / s);
}
console.log(`First visit, at table three, until a key stands in a cell and in its total; median (range) of ${RUNS} runs`);
line('', 'app, whole report', 'SurveyJS, table three');
const [[bytesA, bytesS], [answersA, answersS]] = ['bytes', 'answers'].map((what) => both('first', what).map(median));
line('bytes with brotli', `${kib(bytesA)} in ${answersA} answers`, `${kib(bytesS)} in ${answersS} answers`, bytesA / bytesS);
line('and later, to open without a network', kib(median(found.app.kept)), '-');
times(`cold, ${SLOWDOWN}x CPU slowdown`, 'first');
times(`again, ${SLOWDOWN}x; app offline, SurveyJS from cache`, 'second');
console.log(`  Offline, SurveyJS's page ${opensOffline ? 'opens' : 'does not open: it has no service worker'}.`);
