// Taking steps back and doing them again: every change of a draft, also after a reload.
import assert from 'node:assert/strict';
import { test } from '../product.mjs';
import { TABLE_THREE } from '../reports.mjs';

const R = (row, column) => `requests.${row}.${column}`;
const undo = (product) => product.page.getByRole('button', { name: '撤销', exact: true });
const redo = (product) => product.page.getByRole('button', { name: '重做', exact: true });
const INPUTS = TABLE_THREE.filter((id) => !/total/.test(id));

test('each edited cell is one step, and the cursor goes where the step was', async (product) => {
  await product.tableThree();
  assert.ok(await undo(product).isDisabled() && await redo(product).isDisabled());
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('1', '2', 'Tab', '3', '4', 'Enter', '5');
  await product.press('Control+Z');
  await product.focusComesTo(R('carried_in', 'enterprise'));
  assert.equal(await product.shown(R('carried_in', 'enterprise')), '');
  await product.said('已撤销：表三 二、上年结转 × 商业企业。');
  await product.press('Control+Z', 'Control+Z');
  assert.equal(await product.shown(R('received', 'natural_person')), '');
  assert.ok(await undo(product).isDisabled());
  await product.press('Control+Y');
  assert.equal(await product.shown(R('received', 'natural_person')), '12');
  await product.press('Control+Shift+Z');
  assert.equal(await product.shown(R('received', 'enterprise')), '34');
  await product.focusComesTo(R('received', 'enterprise'));
  await product.press('7');
  assert.equal(await product.shown(R('received', 'enterprise')), '7', 'the cell is ready');
  assert.ok(await redo(product).isDisabled(), 'what is typed now cannot be overridden');
});

test('taking back the cell that is being typed into leaves it ready', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('1', '2', 'Enter', 'Shift+Enter', '3', 'Control+Z');
  assert.equal(await product.shown(R('received', 'natural_person')), '12');
  await product.press('4');
  assert.equal(await product.shown(R('received', 'natural_person')), '4');
});

test('texts go back by bursts of typing, header fields and the year too, across pages', async (product) => {
  await product.open();
  await product.create('望川县自然资源局', { year: 2024 });
  await product.field('contact').pressSequentially('办公室');
  await product.field('year').fill('2025');
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('一是人手少。');
  await product.page.waitForTimeout(1300);
  await product.narrative('problems').pressSequentially('二是更新慢。');
  await product.press('Control+Z');
  assert.equal(await product.narrative('problems').inputValue(), '一是人手少。');
  await product.press('Control+Z');
  assert.equal(await product.narrative('problems').inputValue(), '');
  await product.press('Control+Z');
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
  assert.equal(await product.field('year').inputValue(), '2024');
  await product.page.waitForFunction(() => document.activeElement.closest('[data-field="year"]'));
  await product.press('Control+Z');
  assert.equal(await product.field('contact').inputValue(), '');
  for (let at = 0; at < 4; at += 1) await redo(product).click();
  await product.page.waitForFunction(() => document.activeElement.closest('[data-narrative="problems"]'));
  assert.equal(await product.narrative('problems').inputValue(), '一是人手少。二是更新慢。');
});

test('steps survive a reload of the page, forth and back', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('1', '2', 'Tab', '3', '4', 'Tab', '5', 'Control+Z');
  await product.saved();
  await product.reload();
  await product.page.locator('.report-table').waitFor();
  await product.press('Control+Y');
  assert.equal(await product.shown(R('received', 'research_institution')), '5');
  await product.press('Control+Z', 'Control+Z', 'Control+Z');
  assert.equal(await product.shown(R('received', 'natural_person')), '');
  assert.ok(await undo(product).isDisabled());
});

test('five hundred steps and more can be taken back after a reload', async (product) => {
  await product.tableThree();
  // Four rounds over the 144 inputs, each with other figures.
  await product.page.evaluate(async (ids) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    for (let round = 1; round <= 4; round += 1) {
      for (const id of ids) {
        const input = document.querySelector(`[data-cell="${id}"] input`);
        input.focus();
        set.call(input, String(round));
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    }
  }, INPUTS);
  await product.saved();
  await product.reload();
  await product.page.locator('.report-table').waitFor();
  for (let at = 0; at < 4 * INPUTS.length; at += 1) await product.press('Control+Z');
  for (const id of INPUTS) assert.equal(await product.shown(id), '', id);
  assert.ok(await undo(product).isDisabled());
});

test('the menu of a text takes back our steps and not the browser\'s', async (product) => {
  await product.open();
  await product.create('望川县自然资源局');
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('一是人手少。');
  await product.page.evaluate(() => {
    const event = new InputEvent('beforeinput', { inputType: 'historyUndo', bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
    window.prevented = event.defaultPrevented;
  });
  assert.ok(await product.page.evaluate(() => window.prevented));
  assert.equal(await product.narrative('problems').inputValue(), '');
});

test('a history that is damaged or of another draft is left out, and the draft is as it was', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('1', '2', 'Tab');
  await product.saved();
  for (const damage of ['{"kind":', JSON.stringify({ kind: 'disclosure-report-history', schema: 1, done: [[['cell/requests.received.natural_person', 0, '', '99']]], undone: [] })]) {
    await product.page.evaluate((text) => {
      const key = Object.keys(localStorage).find((one) => one.startsWith('disclosure-report/history/'));
      localStorage.setItem(key, text);
    }, damage);
    await product.reload();
    await product.page.locator('.report-table').waitFor();
    assert.equal(await product.shown(R('received', 'natural_person')), '12');
    assert.ok(await undo(product).isDisabled());
  }
});

test('histories make room for drafts when the store is full', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('1', '2', 'Tab');
  await product.saved();
  await product.page.evaluate(() => {
    const key = Object.keys(localStorage).find((one) => one.startsWith('disclosure-report/history/'));
    localStorage.setItem(key.replace(/[^/]*$/, 'zzz'), 'x'.repeat(200_000));
    let size = 1 << 20;
    for (let at = 0; size > 0; at += 1) {
      try {
        localStorage.setItem(`other/${at}`, 'x'.repeat(size));
      } catch {
        size >>= 1;
      }
    }
  });
  await product.press('3', '4', '5', 'Tab');
  await product.page.waitForTimeout(400);
  await product.saved();
  const draft = JSON.parse(Object.entries(await product.stored()).find(([key]) => key.startsWith('disclosure-report/draft/'))[1]);
  assert.equal(draft.cells[R('received', 'enterprise')], '345');
});
