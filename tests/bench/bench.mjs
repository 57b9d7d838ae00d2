// Measures, in one run and one browser: how long an edit takes to show, against a page written by
// hand; and how much there is to download. Prints; asserts nothing.
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright-core';
import { serve } from '../e2e/server.mjs';
import { COLUMNS, TABLE_THREE, asFile, busy } from '../e2e/reports.mjs';

const DIST = new URL('../../dist/', import.meta.url).pathname;
const EDITS = 300;

/** Edits cells one after another, adding 1 to each, and waits after each edit until the total and the
 * balance of its column say so and the page is laid out. `columns[column]` are the inputs of a column,
 * its total and its balance, as selectors. */
async function edits(page, columns, count) {
  return page.evaluate(
    async ([selectors, n]) => {
      const find = (selector) => document.querySelector(selector);
      const columns = selectors.map(({ inputs, total, balance }) => ({ inputs: inputs.map(find), total: find(total), balance: find(balance) }));
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
      const channel = new MessageChannel();
      const turn = () => new Promise((done) => ((channel.port1.onmessage = done), channel.port2.postMessage(0)));
      const times = [];
      for (let at = 0; at < n; at += 1) {
        const { inputs, total, balance } = columns[at % columns.length];
        const input = inputs[Math.floor(at / columns.length) % inputs.length];
        const expected = String(Number(total.textContent) + 1);
        input.focus();
        // The move of the focus is shown before the edit begins.
        await new Promise(requestAnimationFrame);
        await turn();
        set.call(input, String(Number(input.value) + 1));
        const start = performance.now();
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await null;
        while (total.textContent.trim() !== expected || !balance.textContent.includes('≠')) await turn();
        document.body.getBoundingClientRect();
        times.push(performance.now() - start);
      }
      return times;
    },
    [columns, count],
  );
}

function summary(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return { mean: times.reduce((sum, one) => sum + one, 0) / times.length, p95: sorted[Math.floor(sorted.length * 0.95)] };
}

const site = await serve(DIST);
const plainSite = await serve(new URL('.', import.meta.url).pathname);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', bypassCSP: true });

const app = await context.newPage();
await app.goto(site.address);
const report = busy();
await app.locator('input[type=file]').first().setInputFiles({ name: 'busy.json', mimeType: 'application/json', buffer: Buffer.from(asFile(report)) });
await app.locator('tr[data-draft] a.button').first().click();
await app.locator('.part-nav a[href$="/requests"]').click();
await app.locator('.report-table').waitFor();

const plain = await context.newPage();
await plain.goto(`${plainSite.address}plain.html`);

const rows = TABLE_THREE.map((id) => id.split('.')[1]).filter((row, at, all) => all.indexOf(row) === at).slice(2, 23);
const ofApp = COLUMNS.map((column) => ({
  inputs: rows.map((row) => `[data-cell="requests.${row}.${column}"] input`),
  total: `[data-cell="requests.outcomes_total.${column}"]`,
  balance: `[data-balance="${column}"]`,
}));
const ofPlain = COLUMNS.map((_, column) => ({
  inputs: rows.map((_, row) => `[data-cell="${row + 2}.${column}"] input`),
  total: `[data-cell="23.${column}"]`,
  balance: `[data-balance="${column}"]`,
}));
const [appTimes, plainTimes] = [[], []];
// By turns, so that whatever else the machine does falls on both.
for (let round = 0; round < 3; round += 1) {
  await app.bringToFront();
  appTimes.push(...(await edits(app, ofApp, EDITS / 3)));
  await plain.bringToFront();
  plainTimes.push(...(await edits(plain, ofPlain, EDITS / 3)));
}
const [a, p] = [summary(appTimes), summary(plainTimes)];
const ms = (time) => `${time.toFixed(2)} ms`;
console.log(`Chromium ${browser.version()}, ${EDITS} edits each, from input event to new totals and findings laid out`);
console.log(`  app, whole report   mean ${ms(a.mean)}   p95 ${ms(a.p95)}`);
console.log(`  plain, table three  mean ${ms(p.mean)}   p95 ${ms(p.p95)}`);
console.log(`  ratio               mean ${(a.mean / p.mean).toFixed(2)}      p95 ${(a.p95 / p.p95).toFixed(2)}      (target 2 or less)`);
await browser.close();
await site.close();
await plainSite.close();

console.log('Bytes of the release build');
let [raw, packed] = [0, 0];
for (const file of readdirSync(DIST).sort()) {
  const bytes = readFileSync(DIST + file);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
  console.log(`  ${file.padEnd(52)} ${String(bytes.length).padStart(8)}   brotli ${String(brotli.length).padStart(7)}`);
  raw += bytes.length;
  packed += brotli.length;
}
console.log(`  ${'all of it, needed to start'.padEnd(52)} ${String(raw).padStart(8)}   brotli ${String(packed).padStart(7)} = ${(packed / 1024).toFixed(1)} KiB (target 220 KiB or less)`);
