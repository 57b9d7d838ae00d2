// Blocks from spreadsheets and pages, pasted into the tables.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from '../product.mjs';
import { COLUMNS, FORM, TABLE_FOUR, TABLE_THREE, TABLE_TWO, asFile, busy, withTotals } from '../reports.mjs';

const R = (row, column) => `requests.${row}.${column}`;
const EXCEL = readFileSync(new URL('../../fixtures/clipboard/excel.html', import.meta.url), 'utf8');

/** Presses Ctrl+V in a cell. */
async function paste(product, id) {
  await product.cell(id).focus();
  await product.press('Control+V');
}

/** The tables of an exported page, as a person sees them there. */
async function published(product) {
  await product.openFile('busy.json', asFile(busy()));
  await product.notice().last().waitFor();
  await product.page.locator('tr[data-draft] a.button').first().click();
  await product.review();
  return (await product.export('html')).text;
}

test('a block from a spreadsheet lies from the cursor on', async (product) => {
  await product.tableThree();
  await product.copyText('1\t2\n3\t4\n');
  await paste(product, R('carried_in', 'enterprise'));
  await product.said('已填入 4 格。');
  assert.equal(await product.shown(R('carried_in', 'enterprise')), '1');
  assert.equal(await product.shown(R('granted', 'research_institution')), '4');
  assert.equal(await product.question().count(), 0);
  await product.press('Control+Z');
  for (const row of ['carried_in', 'granted']) for (const column of COLUMNS) assert.equal(await product.shown(R(row, column)), '');
});

test('what Excel puts on the clipboard is read with its merged cells, separators and full-width digits', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'enterprise')).focus();
  await product.pasteFlavours({ 'text/html': EXCEL, 'text/plain': 'something else' });
  await product.said('已填入');
  assert.equal(await product.shown(R('denied_state_secret', 'enterprise')), '1,234');
  assert.equal(await product.shown(R('denied_state_secret', 'total')), '1236');
  assert.equal(await product.shown(R('denied_barred_by_law', 'total')), '5');
});

for (const [part, cells, at] of [['主动公开政府信息情况', TABLE_TWO, 'fees.administrative_fees.amount'], ['收到和处理', TABLE_THREE, R('carried_over', 'enterprise')], ['行政复议', TABLE_FOUR, 'challenges.reconsideration.pending']]) {
  test(`part ${part}, copied from a published page, goes by its labels wherever the cursor is`, async (product) => {
    await product.open();
    const html = await published(product);
    await product.page.locator('.report-name a').click();
    await product.create('望川县财政局');
    await product.part(part);
    await product.copyFrom(html, `section:has([data-cell="${cells[0]}"]), table:has([data-cell="${cells[0]}"])`);
    await paste(product, at);
    await product.said('已填入');
    assert.equal(await product.question().count(), 0, 'nothing is skipped, overwritten or different');
    const expected = withTotals(busy().cells);
    for (const id of cells) assert.equal(await product.shown(id), expected[id], id);
  });
}

test('before anything is skipped or overwritten it is said what goes where; no leaves all as it was', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).pressSequentially('9');
  await product.copyText('1\t2\t—\t3\t无\t4\t99\n一二\t5\n');
  await paste(product, R('received', 'natural_person'));
  const question = product.question();
  await question.waitFor();
  const words = await question.textContent();
  for (const part of ['将填 11 格', '1 格已有数', '1 处不填', '1 个总计', '表三 一、本年新收 × 自然人：9 换成 1', '来源第 2 行第 1 列“一二”不填', '表三 一、本年新收 × 总计：来源是 99，相加是 10', '2 格填 0']) {
    assert.ok(words.includes(part), `${part} in ${words}`);
  }
  assert.equal(await product.page.locator('.cell--aim').count(), 11);
  assert.equal(await product.shown(R('received', 'natural_person')), '9');
  await product.press('Escape');
  assert.equal(await question.count(), 0);
  assert.equal(await product.shown(R('received', 'enterprise')), '');
  await product.focusComesTo(R('received', 'natural_person'));
  await product.press('Control+V');
  assert.equal(await product.page.evaluate(() => document.activeElement.textContent.trim()), '填入');
  await question.getByRole('checkbox').check();
  await question.getByRole('button', { name: '填入' }).click();
  assert.deepEqual(await Promise.all(COLUMNS.map((column) => product.shown(R('received', column)))), ['1', '2', '0', '3', '0', '4']);
  assert.equal(await product.shown(R('received', 'total')), '10', 'the pasted total is not kept');
  await product.press('Control+Z');
  assert.deepEqual(await Promise.all(COLUMNS.map((column) => product.shown(R('received', column)))), ['9', '', '', '', '', '']);
});

test('signs for nothing stay open unless they are to be 0', async (product) => {
  await product.tableThree();
  await product.copyText('-\t/\t—\t无\n');
  await paste(product, R('received', 'natural_person'));
  await product.question().getByRole('button', { name: '填入' }).click();
  assert.equal(await product.page.locator('.cell--blank').count(), 144);
});

test('a single figure fills every selected cell, and one cell takes it as typed', async (product) => {
  await product.tableThree();
  await product.copyText('7');
  await paste(product, R('received', 'natural_person'));
  assert.equal(await product.shown(R('received', 'natural_person')), '7');
  await product.cell(R('carried_in', 'natural_person')).focus();
  await product.press('Shift+ArrowRight', 'Shift+ArrowDown', 'Control+V');
  for (const row of ['carried_in', 'granted']) for (const column of ['natural_person', 'enterprise']) assert.equal(await product.shown(R(row, column)), '7');
});

test('in a text that is being edited a single figure goes in at the caret', async (product) => {
  await product.tableThree();
  await product.copyText('7');
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('1', '2', 'ArrowLeft', 'Control+V');
  assert.equal(await product.shown(R('received', 'natural_person')), '172');
});

test('a clipboard with nothing to paste says so, and so does one with too much', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).focus();
  await product.pasteFlavours({ 'text/html': '<table><tr><td>总计</td><td>自然人</td></tr></table>' });
  await product.question().getByText('剪贴板里没有能填的数').waitFor();
  await product.press('Enter');
  assert.equal(await product.question().count(), 0);
  await product.focusComesTo(R('received', 'natural_person'));
  await product.pasteFlavours({ 'text/plain': '1\t2\n'.repeat(30000) });
  await product.question().getByText('剪贴板里的表太大').waitFor();
  await product.press('Escape');
  await product.pasteFlavours({ 'text/html': `<table><tr><td colspan="1000000000" rowspan="1000000000">1</td><td>2</td></tr></table>` });
  await product.question().waitFor();
  assert.equal(await product.page.locator('.cell--blank').count(), 144);
});

test('nothing pasted is run or fetched', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).focus();
  await product.pasteFlavours({ 'text/html': '<table><tr><td><img src="http://elsewhere.invalid/x.png" onerror="window.run=1"><script>window.run=1</script>5</td><td>6</td></tr></table><link rel=stylesheet href="http://elsewhere.invalid/x.css">' });
  await product.page.waitForTimeout(300);
  assert.equal(await product.page.evaluate(() => window.run), undefined);
});

test('a block copied here and pasted here is the same block', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('1', '2', 'Tab', '3', 'Enter', '4', 'Tab');
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('Shift+ArrowRight', 'Shift+ArrowDown', 'Control+C');
  await paste(product, R('unable_not_held', 'research_institution'));
  assert.equal(await product.shown(R('unable_not_held', 'research_institution')), '12');
  assert.equal(await product.shown(R('unable_not_held', 'public_benefit_organization')), '3');
  assert.equal(await product.shown(R('unable_needs_creation', 'research_institution')), '');
  assert.equal(await product.shown(R('unable_needs_creation', 'public_benefit_organization')), '4');
});

test('filling the rest with 0 says how many, leaves figures alone, and is one step', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).pressSequentially('5');
  await product.page.getByRole('button', { name: '其余补零（143 格）' }).click();
  await product.question().getByText('这张表还有 143 格没有填，都填 0。').waitFor();
  assert.equal(await product.page.locator('.cell--blank').count(), 143);
  await product.question().getByRole('button', { name: '填 0' }).click();
  await product.said('已补 0：143 格。');
  assert.equal(await product.page.locator('.cell--blank').count(), 0);
  assert.equal(await product.shown(R('received', 'natural_person')), '5');
  await product.press('Control+Z');
  assert.equal(await product.page.locator('.cell--blank').count(), 143);
});

test('of a selection only its own blanks are filled, and only its own figures emptied', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).pressSequentially('5');
  await product.press('Enter');
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('Shift+ArrowRight', 'Shift+ArrowDown');
  await product.page.getByRole('button', { name: '其余补零（3 格）' }).click();
  await product.question().getByText('选中的格里还有 3 格没有填').waitFor();
  await product.question().getByRole('button', { name: '填 0' }).click();
  assert.equal(await product.page.locator('.cell--blank').count(), 140);
  await product.press('Escape', 'Shift+ArrowRight');
  await product.page.getByRole('button', { name: '清空', exact: true }).click();
  await product.question().getByText('选中的 2 格都清空').waitFor();
  await product.question().getByRole('button', { name: '清空' }).click();
  assert.equal(await product.page.locator('.cell--blank').count(), 142);
});

test('a question that no longer fits what is typed is withdrawn', async (product) => {
  await product.tableThree();
  await product.page.getByRole('button', { name: /其余补零/ }).click();
  await product.question().waitFor();
  await product.cell(R('received', 'natural_person')).pressSequentially('5');
  assert.equal(await product.question().count(), 0);
  assert.equal(FORM.format, 'cn-2021');
});
