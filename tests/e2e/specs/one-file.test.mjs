// The whole program as one file, opened from a disk: no server, no network.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asFile, faults } from '../office.mjs';
import { DIST, Product, figuresOf, test } from '../product.mjs';

const folder = mkdtempSync(join(tmpdir(), 'one-file-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, '公开年报.html');
const printed = execFileSync('node', [new URL('../../tools/one-file.mjs', import.meta.url).pathname, DIST, file], { encoding: 'utf8' });

test('the program is one file that asks for nothing and works from a disk', async (_, { context }) => {
  assert.match(printed, /公开年报\.html: \d+ KiB/);
  assert.doesNotMatch(readFileSync(file, 'utf8'), /(src|href)=["']?(?!data:|#)[^"'\s>]*\.(js|css|wasm|svg|webmanifest)/);
  const asked = [];
  context.on('request', (request) => asked.push(request.url().slice(0, 40)));
  const product = new Product(await context.newPage(), pathToFileURL(file).href);
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('收到和处理');
  await product.cell('requests.received.enterprise').focus();
  await product.page.keyboard.type('41');
  await product.saved();
  await product.reload();
  assert.equal(await product.shown('requests.received.total'), '41');
  // All exports.
  await product.review();
  const json = await product.export('json');
  assert.equal(JSON.parse(json.text).cells['requests.received.total'], 41);
  const html = await product.export('html');
  await product.page.locator('[data-export="print"]').click();
  await product.page.waitForFunction(() => document.querySelector('iframe')?.contentDocument?.querySelector('td[data-cell]'));
  assert.equal(await product.page.getByText('不能打印').count(), 0);
  assert.deepEqual(faults(asFile((await product.export('docx')).bytes, 'docx')), []);
  // Its own files are read back.
  await product.list();
  await product.openFile('年报.json', json.text);
  await product.page.locator('tr[data-draft]').nth(1).waitFor();
  assert.deepEqual(asked.filter((url) => !/^(file|data|blob|about):/.test(url)), []);
  assert.equal((await figuresOf(await context.newPage(), html.text))['requests.received.enterprise'], '41');
}, { serviceWorkers: 'allow', allow: [pathToFileURL(file).href] });
