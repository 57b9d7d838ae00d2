// Measures, in one run and one browser: how long an edit takes to show, against a page written by
// hand; and how much there is to download. Prints; asserts nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright-core';
import { serve } from '../e2e/server.mjs';
import { COLUMNS, TABLE_FOUR, TABLE_THREE, TABLE_TWO, asFile, busy, withTotals } from '../e2e/reports.mjs';

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

const PARTS = { '[data-cell^="documents"]': TABLE_TWO, '[data-cell^="requests"]': TABLE_THREE, '[data-cell^="challenges"]': TABLE_FOUR };

/** Enters the three tables with the keyboard, then by paste, and counts every key that goes down. Of
 * a shortcut each key counts. Moving to a part is not counted: it is the same for both. */
async function keys(context, site, report) {
  const page = await context.newPage();
  await page.goto(site.address);
  await page.evaluate(() => {
    window.presses = 0;
    window.addEventListener('keydown', () => (window.presses += 1), true);
  });
  const count = () => page.evaluate(() => window.presses);
  const expected = withTotals(report.cells);
  const fresh = async () => {
    await page.evaluate(() => (location.hash = '/'));
    await page.getByRole('button', { name: '新建年报' }).first().click();
    await page.locator('[data-field="organ"] input').fill(`第${await count()}次`);
    await page.getByRole('button', { name: '开始填写' }).click();
    await page.locator('.part-nav').waitFor();
  };
  const parts = async (enter) => {
    let pressed = 0;
    const links = ['proactive_disclosure', 'requests', 'challenges'];
    for (const [at, [selector, ids]] of Object.entries(PARTS).entries()) {
      await page.locator(`.part-nav a[href$="/${links[at]}"]`).click();
      await page.locator(`${selector} input`).first().click();
      const before = await count();
      await enter(ids);
      pressed += (await count()) - before;
      const shown = await page.locator('[data-cell]').evaluateAll((cells) => cells.map((cell) => [cell.dataset.cell, cell.querySelector('input')?.value ?? cell.textContent.trim()]));
      for (const [id, text] of shown) if (text !== expected[id]) throw new Error(`${id} shows ${text}, not ${expected[id]}`);
    }
    return pressed;
  };
  await fresh();
  let digits = 0;
  let cells = 0;
  const typed = await parts(async (ids) => {
    for (const id of ids.filter((one) => report.cells[one] !== undefined && !/total/.test(one))) {
      await page.keyboard.type(report.cells[id]);
      await page.keyboard.press('Tab');
      digits += report.cells[id].length;
      cells += 1;
    }
  });
  await fresh();
  const pasted = await parts(async (ids) => {
    const rows = new Map();
    for (const id of ids) {
      const [table, row] = id.split('.');
      const line = table === 'challenges' ? table : `${table}.${row}`;
      rows.set(line, [...(rows.get(line) ?? []), expected[id]]);
    }
    const source = await context.newPage();
    await source.setContent(`<textarea>${[...rows.values()].map((row) => row.join('\t')).join('\n')}</textarea>`);
    await source.locator('textarea').focus();
    await source.keyboard.press('Control+A');
    await source.keyboard.press('Control+C');
    await source.close();
    await page.bringToFront();
    await page.keyboard.press('Control+V');
    await page.locator('.cell--blank').first().waitFor({ state: 'detached' });
  });
  console.log(`  typed     ${typed} keys for ${digits} digits in ${cells} cells (target ${digits + cells} or less)`);
  console.log(`  pasted    ${pasted} keys for three blocks, without labels`);
  await page.close();
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

console.log('Keys pressed to enter the busy report, all three tables, as the page saw them');
await keys(context, site, report);
await browser.close();
await site.close();
await plainSite.close();

console.log('Suspects of a balance that one slip has upset (tests/suite/suspects.rs)');
const suite = ['test', '--quiet', '--locked', '--no-default-features', '--test', 'suite', 'suspects::the_cell'];
const run = spawnSync('cargo', suite, { cwd: new URL('../../', import.meta.url).pathname, encoding: 'utf8' });
console.log(run.stderr.split('\n').filter((line) => line.includes('%')).map((line) => `  ${line.trim()}`).join('\n'));

console.log('Bytes of the release build');
let [raw, packed] = [0, 0];
let used = 0;
// What comes after the start or not at all: the service worker and what it keeps besides, the element for
// pages of others, the same in one file, and what is compressed already.
const LATER = /^(sw\.js|manifest\.webmanifest|licences\.txt|check\.js|element\.js|disclosure-report\.html)$|\.(br|gz)$/;
for (const file of readdirSync(DIST).filter((name) => !LATER.test(name)).sort()) {
  const bytes = readFileSync(DIST + file);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
  console.log(`  ${file.padEnd(52)} ${String(bytes.length).padStart(8)}   brotli ${String(brotli.length).padStart(7)}`);
  // Loaded when a Word or Excel file or lines are first wanted.
  if (file.startsWith('disclosure-report-office-')) {
    used += brotli.length;
    continue;
  }
  raw += bytes.length;
  packed += brotli.length;
}
console.log(`  ${'of these, loaded when first used'.padEnd(52)} ${''.padStart(8)}   brotli ${String(used).padStart(7)} = ${(used / 1024).toFixed(1)} KiB`);
console.log(`  ${'all of it, needed to start'.padEnd(52)} ${String(raw).padStart(8)}   brotli ${String(packed).padStart(7)} = ${(packed / 1024).toFixed(1)} KiB (target 220 KiB or less)`);

await import('./first-visit.mjs');
