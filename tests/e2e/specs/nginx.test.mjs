// Behind nginx as Debian has it, with the configuration that README.zh-CN.md gives, on IPv6 alone.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { DIST, Product, figuresOf, test } from '../product.mjs';
import { ALL_CELLS, busy, openWhole, withTotals } from '../reports.mjs';

const CONFIGURATION = /```nginx\n([^]*?)```/.exec(readFileSync(new URL('../../../README.zh-CN.md', import.meta.url), 'utf8'))[1];

const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
let [nginx, address, bare] = [null, '', ''];

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '::1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

before(async () => {
  const site = join(folder, 'www', 'nianbao');
  mkdirSync(site, { recursive: true });
  cpSync(DIST, site, { recursive: true });
  execFileSync('node', [new URL('../../tools/compress.mjs', import.meta.url).pathname, site]);
  const [port, barePort] = [await freePort(), await freePort()];
  const file = join(folder, 'nginx.conf');
  // A server that knows nothing of WebAssembly, beside the one of the documentation.
  writeFileSync(file, `
    include /etc/nginx/modules-enabled/*.conf;
    user root;
    daemon off;
    pid ${folder}/nginx.pid;
    error_log ${folder}/error.log;
    events {}
    http {
      access_log off;
      client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
      server { listen [::1]:${port} ipv6only=on; ${CONFIGURATION.replaceAll('/var/www', `${folder}/www`)} }
      server { listen [::1]:${barePort} ipv6only=on; root ${folder}/www; types { text/html html; text/css css; text/javascript js; } default_type application/octet-stream; }
    }`);
  nginx = spawn('nginx', ['-c', file], { stdio: 'inherit' });
  address = `http://[::1]:${port}/nianbao/`;
  bare = `http://[::1]:${barePort}/nianbao/`;
  for (let wait = 0; wait < 100; wait += 1) {
    if (await fetch(address).then(() => true, () => false)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(readFileSync(join(folder, 'error.log'), 'utf8'));
});
after(async () => {
  const ended = new Promise((done) => nginx.once('exit', done));
  nginx.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

test('behind the documented nginx the whole program works, under its policy and Trusted Types', async (_, { context }) => {
  const problems = [];
  context.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
  context.on('request', (request) => !/^(blob|data|about):/.test(request.url()) && !request.url().startsWith(address) && problems.push(request.url()));
  const product = new Product(await context.newPage(), address);
  const headers = new Map();
  context.on('response', (response) => headers.set(response.url().slice(address.length), response.headers()));
  await product.open().catch((error) => assert.deepEqual(problems, [], error.message));
  const report = busy();
  await openWhole(product, report);
  const expected = withTotals(report.cells);
  const file = await product.export('html');
  await product.page.locator('[data-export="print"]').click();
  await product.page.waitForFunction(() => document.querySelector('#disclosure-report-print')?.contentDocument?.querySelectorAll('td[data-cell]').length === 200);
  assert.match((await product.export('xlsx')).name, /\.xlsx$/);
  assert.equal(product.page.workers().length, 1);
  await product.page.getByRole('link', { name: '继续填写' }).click();
  await product.part('收到和处理');
  await product.cell('requests.received.enterprise').focus();
  await product.page.keyboard.type('1');
  await product.saved();
  // Text is never run, although old kernels need `unsafe-eval` for WebAssembly.
  const ran = () =>
    new Promise((done) => {
      window.ran = false;
      try {
        setTimeout('window.ran = true');
      } catch {}
      setTimeout(() => done(window.ran), 50);
    });
  assert.equal(await product.page.evaluate(ran), false);
  problems.splice(0, problems.length, ...problems.filter((text) => !/TrustedScript|trusted/i.test(text)));
  // The service worker keeps the files under this policy too.
  await product.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  assert.deepEqual(problems, []);
  const wasm = [...headers.keys()].find((name) => name.endsWith('.wasm'));
  assert.deepEqual([headers.get(wasm)['content-type'], headers.get(wasm)['content-encoding']], ['application/wasm', 'br']);
  assert.match(headers.get(wasm)['cache-control'], /immutable/);
  assert.equal(headers.get('')['cache-control'], 'no-cache');
  const types = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml', webmanifest: 'application/manifest+json', html: 'text/html; charset=utf-8' };
  for (const name of readdirSync(DIST)) {
    const answer = await fetch(address + name);
    const type = types[name.split('.').pop()] ?? answer.headers.get('content-type');
    assert.equal(answer.headers.get('content-type'), type, name);
    assert.match(answer.headers.get('cache-control'), /-[0-9a-f]{12,}[._]/.test(name) ? /immutable/ : /^no-cache$/, name);
  }
  const gzip = await fetch(address + wasm, { headers: { 'Accept-Encoding': 'gzip' } });
  assert.equal(gzip.headers.get('content-encoding'), 'gzip');
  const figures = await figuresOf(await context.newPage(), file.text);
  for (const id of ALL_CELLS) assert.equal(figures[id], expected[id].replace(/^0+(?=\d)/, ''), id);
}, { serviceWorkers: 'allow', allow: ['http://[::1]', 'trusted', 'Trusted'] });

test('on a server that does not know WebAssembly it works too', async (_, { context }) => {
  const product = new Product(await context.newPage(), bare);
  await product.open();
  await product.create('望川县柳溪镇人民政府');
}, { allow: ['http://[::1]', 'Falling back', 'application/wasm', 'instantiateStreaming'] });
