// What leaves the tool: valid data, a page, drafts that say so. How it prints is for print.test.mjs.
import Ajv from 'ajv/dist/2020.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { figuresOf, test } from '../product.mjs';
import { busy, openWhole } from '../reports.mjs';

const SCHEMA = JSON.parse(readFileSync(new URL('../../../src/core/export/disclosure-report.schema.json', import.meta.url), 'utf8'));
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
  // Without its data, which is not printed.
  await page.setContent(text.replace(/<script.*<\/script>/s, ''));
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
