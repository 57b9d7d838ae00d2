// What leaves the tool: valid data, a page that prints, drafts that say so.
import Ajv from 'ajv/dist/2020.js';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figuresOf, test } from '../product.mjs';
import { ALL_CELLS, busy, openWhole, withTotals } from '../reports.mjs';

const SCHEMA = JSON.parse(readFileSync(new URL('../../../src/core/export/disclosure-report.schema.json', import.meta.url), 'utf8'));
const GOLDEN = new URL('../../fixtures/export/full/expected.html', import.meta.url).pathname;
const validate = new Ajv({ allErrors: true }).compile(SCHEMA);

function assertValid(text) {
  assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
}

test('exported JSON follows its schema, of an empty report and of a busy one, and is the same twice', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.review();
  const empty = await product.export('json');
  assertValid(empty.text);
  assert.equal(JSON.parse(empty.text).cells['requests.received.enterprise'], null);
  await product.list();
  await product.page.getByRole('button', { name: /^删除/ }).click();
  await openWhole(product, busy());
  const first = await product.export('json');
  const second = await product.export('json');
  assertValid(first.text);
  assert.equal(first.text, second.text);
  assert.equal(JSON.parse(first.text).cells['fees.administrative_fees.amount'], '59237.2449');
});

test('the schema refuses what it should', async () => {
  const golden = JSON.parse(readFileSync(new URL('../../fixtures/export/full/report.json', import.meta.url), 'utf8'));
  assert.ok(validate(golden), JSON.stringify(validate.errors));
  for (const break_ of [
    (one) => (one.kind = 'recipe'),
    (one) => (one.version = 2),
    (one) => delete one.header.organ,
    (one) => (one.cells['requests.received.total'] = -1),
    (one) => (one.cells['requests.received.total'] = 1.5),
    (one) => (one.cells['fees.administrative_fees.amount'] = '1e6'),
    (one) => (one.cells.total = 1),
    (one) => (one.narratives.problems = ['a']),
  ]) {
    const broken = structuredClone(golden);
    break_(broken);
    assert.ok(!validate(broken), String(break_));
  }
});

test('a report with errors or blanks leaves as a draft, by name and by mark', async (product, { context }) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('收到和处理');
  await product.cell('requests.received.enterprise').fill('5');
  await product.review();
  await product.page.getByText(/还不能发布：有 1 处错误要改，165 格未填，7 处文字未写。/).waitFor();
  for (const kind of ['html', 'json']) assert.match((await product.export(kind)).name, /^望川县柳溪镇人民政府2025年政府信息公开工作年度报告（草稿）\.(html|json)$/);
  const { text } = await product.export('html');
  const page = await context.newPage();
  const figures = await figuresOf(page, text);
  assert.equal(figures['requests.received.natural_person'], '未填');
  await page.getByText('草稿，未定稿').waitFor();
});

/** A report with figures as long as they can be. */
function largest() {
  const report = busy();
  for (const id of Object.keys(report.cells)) if (id.startsWith('requests.received') || id.startsWith('requests.granted.')) report.cells[id] = '999999999999';
  return report;
}

/** The PDF of a page as text lines per sheet, by poppler. */
async function pdf(context, html) {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-report-'));
  try {
    const page = await context.newPage();
    await page.setContent(html);
    writeFileSync(join(folder, 'report.pdf'), await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const text = execFileSync('pdftotext', ['-layout', join(folder, 'report.pdf'), '-'], { encoding: 'utf8' });
    const info = execFileSync('pdfinfo', [join(folder, 'report.pdf')], { encoding: 'utf8' });
    return { sheets: text.split('\f').slice(0, -1), info };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the page prints on A4 with table three whole on one sheet and every figure in its row', async (product, { context }) => {
  const report = busy();
  const totals = withTotals(report.cells);
  await product.open();
  await openWhole(product, report);
  const { text } = await product.export('html');
  const { sheets, info } = await pdf(context, text);
  assert.match(info, /Page size: +59[45]\.\d+ x 84[12]\.\d+ pts \(A4\)/);
  const sheet = sheets.find((one) => one.includes('三、收到和处理政府信息公开申请情况'));
  const numbers = sheet.split('\n').map((line) => (line.match(/\d{5,}/g) ?? []).join(' ')).filter(Boolean);
  const rows = [...new Set(ALL_CELLS.filter((id) => id.startsWith('requests.')).map((id) => id.split('.')[1]))];
  const expected = rows.map((row) => ALL_CELLS.filter((id) => id.startsWith(`requests.${row}.`)).map((id) => totals[id]).join(' '));
  assert.deepEqual(numbers, expected);
  const all = sheets.join('\n').replace(/\s/g, '');
  for (const id of ALL_CELLS) assert.ok(all.includes(totals[id]), id);
  for (const text_ of Object.values(report.narratives)) for (const line of text_.split('\n')) assert.ok(all.includes(line), line);
  assert.match(sheets[0], /—\s?1\s?—\s*$/);
});

test('figures of fifteen digits print unbroken', async (product, { context }) => {
  const report = largest();
  const totals = withTotals(report.cells);
  await product.open();
  await openWhole(product, report);
  const { sheets } = await pdf(context, (await product.export('html')).text);
  const words = sheets.join('\n').split(/\s+/);
  for (const id of ALL_CELLS) assert.ok(words.includes(totals[id]), `${id} ${totals[id]}`);
});

test('the printed page is accessible and asks for nothing', async (product, { context }) => {
  const page = await context.newPage();
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.setContent(readFileSync(GOLDEN, 'utf8'));
  await page.evaluate(readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8'));
  const found = await page.evaluate(() => window.axe.run(document, { rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } } }));
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html)}`), []);
  assert.deepEqual(requests, []);
});

test('print prints that same page, from a frame of its own', async (product, { context }) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.review();
  // Scripts cannot run in the frame, so its print is watched from outside.
  await product.page.evaluate(() => {
    const append = document.body.appendChild.bind(document.body);
    document.body.appendChild = (frame) => {
      frame.addEventListener('load', () => (frame.contentWindow.print = () => (window.printed = frame.id)), { capture: true });
      return append(frame);
    };
  });
  await product.page.locator('[data-export="print"]').click();
  await product.page.waitForFunction(() => window.printed === 'disclosure-report-print');
  const frame = product.page.frameLocator('#disclosure-report-print');
  assert.equal(await frame.locator('td[data-cell]').count(), 200);
  const { text } = await product.export('html');
  const printed = await frame.locator('body').evaluate((body) => body.innerHTML.trim());
  const page = await context.newPage();
  await page.setContent(text);
  assert.equal(printed, await page.evaluate(() => document.body.innerHTML.trim()));
  const aligned = await frame.locator('h1').evaluate((heading) => getComputedStyle(heading).textAlign);
  assert.equal(aligned, 'center', 'the styles of the page apply');
});

test('a published file opened again gives the same report', async (product) => {
  await product.open();
  await openWhole(product, busy());
  const first = await product.export('json');
  await product.list();
  await product.openFile(first.name, first.text);
  assert.match(await product.notice().textContent(), /已打开：望川县自然资源局2025年政府信息公开工作年度报告/);
  await product.page.locator('tr[data-draft] a.button').last().click();
  await product.review();
  assert.equal((await product.export('json')).text, first.text);
});

test('a full sheet has 22 lines of 28 characters, as GB/T 9704-2012 asks', async (product, { context }) => {
  const report = busy();
  report.narratives.problems = '公'.repeat(28 * 60);
  await product.open();
  await openWhole(product, report);
  const { sheets } = await pdf(context, (await product.export('html')).text);
  const full = sheets.map((sheet) => sheet.split('\n').map((line) => line.trim()).filter((line) => /^公+$/.test(line))).find((lines) => lines.length >= 22);
  assert.equal(full?.length, 22);
  for (const line of full) assert.equal(line.length, 28);
});
