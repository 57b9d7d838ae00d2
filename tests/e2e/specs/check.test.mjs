// The page for a site's administrator: what it says of a good host and of hosts that got something wrong.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { findings } from '../../../src/browser/check.js';
import { DIST, Product, plain, test } from '../product.mjs';
import { POLICY, serve } from '../server.mjs';

const rows = (place) =>
  place.locator('.check-table tbody tr').evaluateAll((all) => all.map((row) => ({ about: row.cells[0].textContent, state: row.dataset.state, words: row.cells[2].textContent, remedy: row.cells[3].textContent })));

async function check(product, query = '?check') {
  await product.page.goto(product.address + query);
  await product.page.locator('.check-table').waitFor();
  return rows(product.page);
}

// The program is named to be loaded early, and here its head alone is asked for.
const UNUSED = 'preload';

const wrong = (said) => said.filter(({ state }) => state !== 'good').map(({ about, state }) => `${about} ${state}`);

test('on a good host it says so, line by line, and can be copied, saved and read by everyone', async (product) => {
  const said = await check(product);
  assert.equal(await product.page.title(), '诊断 - 公开年报');
  assert.equal(await product.page.locator('[role=status]').innerText(), '2 处要注意。改好以后刷新本页。');
  // The server of the tests compresses nothing, and no service worker runs in this test.
  assert.deepEqual(wrong(said), ['压缩 look', '离线 look']);
  const text = await product.page.locator('textarea').inputValue();
  for (const { words, remedy } of said) assert.ok(text.includes(words) && text.includes(remedy), words);
  assert.match(text, /Chrome\//);
  const [download] = await Promise.all([product.page.waitForEvent('download'), product.page.getByRole('button', { name: '试下载' }).click()]);
  assert.equal(readFileSync(await download.path(), 'utf8'), text);
  assert.deepEqual((await product.page.evaluate(`${axe.source}; axe.run()`)).violations, []);
  await product.page.setViewportSize({ width: 683, height: 384 });
  assert.ok(await product.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
}, { allow: [UNUSED] });

/** Hosts that got something wrong: how, and what must be said of it. */
const HOSTS = [
  ['a policy that lets no WebAssembly run', { policy: POLICY.replace(" 'wasm-unsafe-eval'", '') }, 'WebAssembly bad', /script-src 里加 'wasm-unsafe-eval'/],
  ['a policy that lets no styles in', { policy: POLICY.replace("style-src 'self'", "style-src 'none'") }, '样式 bad', /style-src 里加 'self'/],
  ['a policy that demands Trusted Types of another name', { policy: `${POLICY}; require-trusted-types-for 'script'; trusted-types other` }, 'Trusted Types bad', /trusted-types default/],
  ['no policy at all', { policy: '' }, '内容安全策略 look', /加上 Content-Security-Policy/],
  ['a cache that keeps what changes', { headers: { 'Cache-Control': 'public, max-age=86400' } }, '缓存 look', /Cache-Control: no-cache/],
];
for (const [name, options, expected, remedy] of HOSTS) {
  test(`of a host with ${name} it says so, and the remedy`, async (product) => {
    const host = await serve(DIST, options);
    try {
      const said = await check({ ...product, page: product.page, address: host.address });
      const line = said.find(({ about, state }) => `${about} ${state}` === expected);
      assert.ok(line, JSON.stringify(wrong(said)));
      assert.match(line.remedy, remedy);
    } finally {
      await host.close();
    }
  }, { allow: [UNUSED, 'http://127.0.0.1', 'Content Security Policy', 'Content-Security-Policy', 'violates', 'TrustedHTML', 'Trusted', 'Refused'] });
}

test('of files that are missing or of a wrong type it says which', async (product) => {
  const folder = mkdtempSync(join(tmpdir(), 'missing-'));
  cpSync(DIST, folder, { recursive: true });
  const wasm = readdirSync(folder).find((name) => name.endsWith('.wasm'));
  rmSync(join(folder, wasm));
  const host = await serve(folder);
  try {
    const one = { page: product.page, address: host.address };
    let said = await check(one);
    assert.match(said.find(({ about, state }) => about === '文件' && state === 'bad').words, new RegExp(`${wasm}（404）`));
    cpSync(DIST + wasm, join(folder, wasm));
    // As servers send what they do not know.
    await product.page.route('**/*.wasm?check', async (route) => route.fulfill({ response: await route.fetch(), headers: { 'content-type': 'application/octet-stream' } }));
    said = await check(one);
    const line = said.find(({ about }) => about === '文件类型');
    assert.equal(line.state, 'look');
    assert.match(line.words, /\.wasm 的类型是“application\/octet-stream”/);
    assert.match(line.remedy, /\.wasm application\/wasm/);
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, { allow: [UNUSED, 'http://127.0.0.1', '404'] });

test('it sees the host as it is now, not what is kept for use without a network', async (product) => {
  const headers = {};
  const host = await serve(DIST, { headers });
  try {
    const one = new Product(product.page, host.address);
    await one.open();
    await one.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await one.reload();
    assert.deepEqual(wrong(await check(one)), ['压缩 look']);
    headers['Cache-Control'] = 'max-age=86400';
    headers['Content-Security-Policy'] = POLICY.replace(" 'wasm-unsafe-eval'", '');
    assert.deepEqual(wrong(await check(one)), ['WebAssembly bad', '压缩 look', '缓存 look']);
  } finally {
    await host.close();
  }
}, { serviceWorkers: 'allow', allow: [UNUSED, 'http://127.0.0.1', 'Content Security Policy', 'violates'] });

test('of a browser that keeps nothing, and of a sandbox, it says what is missing', async (product, { context }) => {
  await product.page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('denied', 'SecurityError'); } }));
  const said = await check(product);
  assert.match(said.find(({ about }) => about === '存储').remedy, /允许本网站存数据/);
  const host = await context.newPage();
  await host.route('**/host', (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,"><iframe style="width:1300px;height:700px" sandbox="allow-scripts allow-same-origin" src="./?check"></iframe>' }));
  await host.goto(`${product.address}host`);
  const frame = host.frameLocator('iframe');
  await frame.locator('.check-table').waitFor();
  const framed = (await rows(frame)).filter(({ about }) => about === '框架');
  assert.deepEqual(framed.map(({ remedy }) => remedy), ['sandbox 里加 allow-downloads。', 'sandbox 里加 allow-modals。']);
}, { allow: [UNUSED, 'escape its sandboxing'] });

const GOOD = {
  address: 'https://www.example.gov.cn/nianbao/?check', agent: 'Chrome/156.0', secure: true, origin: 'https://www.example.gov.cn', framed: false, foreign: false, sandbox: null,
  files: [{ name: './a-0123456789abcdef_bg.wasm', status: 200, type: 'application/wasm', encoding: 'br', cache: 'immutable' }],
  headers: { policy: "default-src 'none'", cache: 'no-cache', nosniff: 'nosniff' },
  violations: [], styled: true, wasm: true, compiles: '', lacks: [], markup: '', storage: '', database: '', worker: true, scope: 'https://www.example.gov.cn/nianbao/', prints: true,
};

plain('each thing that can be wrong has its line and its remedy', () => {
  assert.deepEqual(wrong(findings(GOOD)), []);
  for (const [change, expected, remedy] of [
    [{ wasm: false }, '浏览器 bad', /换用/],
    [{ lacks: ['bulk-memory'] }, 'WebAssembly bad', /Chromium 90/],
    [{ compiles: 'CompileError: x', agent: 'Chrome/90.0' }, 'WebAssembly bad', /'unsafe-eval'/],
    [{ violations: ['img-src: https://x'] }, '内容安全策略 bad', /放行/],
    [{ secure: false }, '网址 look', /https/],
    [{ scope: '' }, '离线 look', /sw\.js/],
    [{ scope: 'https://www.example.gov.cn/' }, '离线 look', /放过本目录/],
    [{ worker: false }, '离线 look', /换/],
    [{ origin: 'null', framed: true, foreign: true }, '框架 bad', /allow-same-origin/],
    [{ framed: true, foreign: true }, '框架 look', /allow-downloads/],
    [{ framed: true, foreign: true, storage: 'SecurityError' }, '存储 bad', /disclosure-report/],
    [{ framed: true, foreign: true }, '存储 look', /元素/],
    [{ database: 'x' }, '存储 look', /无痕/],
    [{ framed: true, sandbox: 'allow-scripts allow-same-origin allow-modals' }, '框架 bad', /allow-downloads/],
    [{ prints: false }, '打印 bad', /换/],
    [{ files: [{ ...GOOD.files[0], encoding: '' }] }, '压缩 look', /brotli_static/],
    [{ files: [{ name: './boot.js', status: 200, type: 'text/plain', encoding: '', cache: 'no-cache' }] }, '文件类型 bad', /text\/javascript/],
    [{ files: [{ name: './boot.js', failure: 'TypeError: x' }] }, '文件 bad', /connect-src/],
    [{ files: [{ name: './sw.js', status: 200, type: 'text/html', encoding: '', cache: '' }] }, '文件 bad', /传全/],
    [{ headers: { ...GOOD.headers, cache: '' } }, '缓存 look', /no-cache/],
  ]) {
    const said = findings({ ...GOOD, ...change });
    const line = said.find(({ about, state }) => `${about} ${state}` === expected);
    assert.ok(line, `${JSON.stringify(change)}: ${wrong(said)}`);
    assert.match(line.remedy, remedy);
  }
});
