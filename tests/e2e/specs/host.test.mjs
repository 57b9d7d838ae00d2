// Where it is hosted: any path, a strict content policy, nobody else's address, no JavaScript.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { DIST, test } from '../product.mjs';

test('it works under any path', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('收到和处理');
  assert.equal(await product.page.locator('.report-table input').count(), 144);
}, { under: 'zwgk/nianbao' });

test('nothing in the build names another site', () => {
  // The licences of what is inside name whom they please; they are shown as text and nothing else.
  for (const file of readdirSync(DIST).filter((name) => name !== 'licences.txt')) {
    const text = readFileSync(DIST + file, 'latin1');
    // Names of XML vocabularies and of messages inside libraries are no addresses that are asked.
    const allowed = /^https?:\/\/(www\.w3\.org|json-schema\.org|github\.com|docs\.rs|bit\.ly|rustwasm\.github\.io|wasm-bindgen\.github\.io)/;
    // Of those that Word and Excel files are written in, the writers alone know.
    const office = file.startsWith('disclosure-report-office-') ? /^http:\/\/(schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.org)$/ : /^$/;
    const found = (text.match(/https?:\/\/[\w.-]+/g) ?? []).filter((address) => !allowed.test(address) && !office.test(address));
    assert.deepEqual(found, [], file);
  }
  const html = readFileSync(`${DIST}index.html`, 'utf8');
  assert.ok(!/(src|href)="\//.test(html), 'no address begins at the root');
  assert.ok(!/<script(?![^>]*src=)/.test(html), 'no inline script');
});

test('without JavaScript the page says what to do', async (product) => {
  // The switch of the browser itself: the one of the protocol leaves <noscript> hidden.
  const plain = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--blink-settings=scriptEnabled=false'] });
  try {
    const page = await plain.newPage();
    await page.goto(product.address);
    assert.match(await page.locator('#loading').innerText(), /本页要用 JavaScript/);
  } finally {
    await plain.close();
  }
});

test('without WebAssembly the page says what to do', async (product) => {
  await product.page.addInitScript(() => delete window.WebAssembly);
  await product.page.goto(product.address);
  await product.page.getByText('打不开：浏览器太旧').waitFor();
});

test('where a file of the program is missing the page says so', async (product) => {
  await product.page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  await product.page.goto(product.address);
  await product.page.getByText('打不开：浏览器太旧，或者网站没有把文件给全').waitFor();
}, { allow: ['404', 'wasm', 'WebAssembly', 'Response'] });
