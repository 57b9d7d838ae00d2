// Whole reports, typed key by key, kept, and taken away.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as plain } from 'node:test';
import { figuresOf, launchOn, test } from '../product.mjs';
import { ALL_CELLS, COLUMNS, FORM, busy, fromText, typeIn, withTotals } from '../reports.mjs';

const paragraphs = (report) => Object.values(report.narratives).flatMap((text) => text.split('\n')).map((line) => line.trim()).filter(Boolean);

/** Exports both files and finds every figure and paragraph in them. */
async function assertExported(product, context, report) {
  const expected = withTotals(report.cells);
  const json = await product.export('json');
  const html = await product.export('html');
  const name = `${report.organ}${report.year}年政府信息公开工作年度报告`;
  assert.deepEqual([json.name, html.name], [`${name}.json`, `${name}.html`]);
  const published = JSON.parse(json.text);
  assert.deepEqual(Object.keys(published.cells), ALL_CELLS);
  const figures = await figuresOf(await context.newPage(), html.text);
  for (const id of ALL_CELLS) {
    const figure = expected[id].replace(/^0+(?=\d)/, '');
    assert.equal(String(published.cells[id]), figure, id);
    assert.equal(figures[id], figure, id);
  }
  const plain = html.text.replace(/<p data-narrative="[a-z_.]+">/g, '<p>');
  for (const paragraph of paragraphs(report)) {
    assert.ok(Object.values(published.narratives).some((text) => text.includes(paragraph)), paragraph);
    assert.ok(plain.includes(`<p>${paragraph.replaceAll('&', '&amp;')}</p>`), paragraph);
  }
  for (const part of FORM.parts) assert.ok(html.text.includes(`<h2>${part.label}</h2>`), part.label);
}

/** Real reports that lie beside the project. */
const CORPUS = process.env.CORPUS ?? new URL('../../../../shared/corpus/', import.meta.url).pathname;
const seeds = existsSync(CORPUS) ? readdirSync(CORPUS).filter((file) => file.startsWith('01_')) : [];
const OWN = new URL('../../fixtures/reports/', import.meta.url).pathname;
const files = [...readdirSync(OWN).map((file) => join(OWN, file)), ...seeds.map((file) => join(CORPUS, file))];

for (const file of files) {
  test(`${file.split('/').pop()} is typed in, shows no error, survives a reload and leaves whole`, async (product, { context }) => {
    const report = fromText(readFileSync(file, 'utf8'));
    await product.open();
    await typeIn(product, report);
    await product.reload();
    await product.part('收到和处理');
    for (const [id, typed] of Object.entries(report.cells).filter(([id]) => id.startsWith('requests.') && !/total/.test(id))) {
      assert.equal(await product.shown(id), typed, id);
    }
    await product.review();
    await product.page.getByText('可以发布：没有错误，全部填完。').waitFor();
    await assertExported(product, context, report);
  });
}

test('a busy report is typed in; one figure changed by 1 is named at once', async (product, { context }) => {
  const report = busy();
  const totals = withTotals(report.cells);
  await product.open();
  await typeIn(product, report);
  await product.part('收到和处理');
  for (const id of ALL_CELLS.filter((id) => id.startsWith('requests.'))) assert.equal(await product.shown(id), totals[id], id);
  for (const column of [...COLUMNS, 'total']) assert.match(await product.balance(column).textContent(), /^(\d+) = \1平$/);

  const cell = product.cell('requests.unable_needs_creation.enterprise');
  const right = Number(report.cells['requests.unable_needs_creation.enterprise']);
  await cell.focus();
  await product.page.keyboard.type(String(right + 1));
  const left = Number(totals['requests.received.enterprise']) + Number(totals['requests.carried_in.enterprise']);
  assert.equal(await product.balance('enterprise').textContent(), `${left} ≠ ${left + 1}差 1`);
  assert.match(await product.balance('total').textContent(), /随商业企业$/);
  assert.match(await product.balance('natural_person').textContent(), /平$/);
  const sentence = `表三 商业企业一列：第一项加第二项为 ${left}，第三项加第四项为 ${left + 1}，相差 1。`;
  assert.match(await product.page.locator('.balance-cause').textContent(), new RegExp(sentence));

  await product.review();
  await product.page.getByRole('link', { name: sentence }).waitFor();
  assert.match((await product.export('html')).name, /（草稿）\.html$/);

  await product.page.goBack();
  await cell.focus();
  await product.page.keyboard.type(String(right));
  await product.review();
  await assertExported(product, context, report);
});

plain('a draft is there again after the browser was closed', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'disclosure-report-'));
  try {
    const first = await launchOn(profile);
    await first.product.open();
    await first.product.create('望川县柳溪镇人民政府');
    await first.product.part('收到和处理');
    await first.product.cell('requests.received.enterprise').focus();
    await first.product.page.keyboard.type('37');
    await first.product.saved();
    await first.context.close();
    const second = await launchOn(profile);
    await second.product.open();
    await second.product.page.getByRole('link', { name: '继续填写：望川县柳溪镇人民政府2025年' }).click();
    await second.product.part('收到和处理');
    assert.equal(await second.product.shown('requests.received.enterprise'), '37');
    assert.equal(await second.product.shown('requests.received.total'), '37');
    await second.context.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});
