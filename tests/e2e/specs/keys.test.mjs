// Moving and typing in the tables by keyboard.
import assert from 'node:assert/strict';
import { test } from '../product.mjs';
import { COLUMNS, TABLE_THREE } from '../reports.mjs';

const R = (row, column) => `requests.${row}.${column}`;

test('arrows move cell by cell, also onto computed cells, and stop at the edges', async (product) => {
  await product.tableThree();
  const { keyboard } = product.page;
  await product.cell(R('received', 'natural_person')).focus();
  const walk = [
    ['ArrowUp', R('received', 'natural_person')],
    ['ArrowLeft', R('received', 'natural_person')],
    ['ArrowDown', R('carried_in', 'natural_person')],
    ['ArrowRight', R('carried_in', 'enterprise')],
    ['ArrowUp', R('received', 'enterprise')],
  ];
  for (const [key, at] of walk) {
    await keyboard.press(key);
    assert.equal(await product.focused(), at, key);
  }
  await product.cell(R('received', 'other_organization')).focus();
  await keyboard.press('ArrowRight');
  assert.equal(await product.focused(), R('received', 'total'));
  await keyboard.type('5');
  assert.equal(await product.shown(R('received', 'total')), '0');
  await keyboard.press('ArrowRight');
  assert.equal(await product.focused(), R('received', 'total'));
  await keyboard.press('ArrowLeft');
  assert.equal(await product.focused(), R('received', 'other_organization'));
});

test('while a text is edited, left and right move in it and leave it at its ends', async (product) => {
  await product.tableThree();
  const { keyboard } = product.page;
  await product.cell(R('received', 'enterprise')).focus();
  await keyboard.type('120');
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  await keyboard.type('5');
  assert.equal(await product.shown(R('received', 'enterprise')), '1520');
  assert.equal(await product.focused(), R('received', 'enterprise'));
  await keyboard.press('End');
  await keyboard.press('ArrowRight');
  assert.equal(await product.focused(), R('received', 'research_institution'));
});

test('Enter goes down over computed cells and Shift+Enter up', async (product) => {
  await product.tableThree();
  const { keyboard } = product.page;
  await product.cell(R('otherwise_other', 'enterprise')).focus();
  await keyboard.press('Enter');
  assert.equal(await product.focused(), R('carried_over', 'enterprise'));
  await keyboard.press('Shift+Enter');
  assert.equal(await product.focused(), R('otherwise_other', 'enterprise'));
});

test('Tab passes every input in the order of the form, skips computed cells and leaves at the end', async (product) => {
  await product.tableThree();
  const { keyboard } = product.page;
  const inputs = await product.page.locator('.report-table [data-cell]:has(input)').evaluateAll((cells) => cells.map((cell) => cell.dataset.cell));
  assert.equal(inputs.length, 144);
  await product.cell(inputs[0]).focus();
  for (const id of inputs) {
    assert.equal(await product.focused(), id);
    await keyboard.press('Tab');
  }
  assert.equal(await product.focused(), null);
});

test('typing replaces what a cell held, and Escape brings it back', async (product) => {
  await product.tableThree();
  const { keyboard } = product.page;
  const id = R('granted', 'natural_person');
  await product.cell(id).focus();
  await keyboard.type('12');
  await keyboard.press('Enter');
  await keyboard.press('Shift+Enter');
  await keyboard.type('7');
  assert.equal(await product.shown(id), '7');
  assert.equal(await product.shown(R('granted', 'total')), '7');
  await keyboard.press('Escape');
  assert.equal(await product.shown(id), '12');
  assert.equal(await product.shown(R('granted', 'total')), '12');
});

test('totals and the balance follow every single key', async (product) => {
  await product.tableThree();
  const { keyboard } = product.page;
  await product.cell(R('received', 'natural_person')).focus();
  for (const [key, total] of [['1', '1'], ['2', '12'], ['3', '123']]) {
    await keyboard.press(key);
    assert.equal(await product.shown(R('received', 'total')), total);
    assert.equal(await product.balance('natural_person').textContent(), `${total} ≠ 0差 ${total}`);
  }
  await keyboard.press('Backspace');
  assert.equal(await product.balance('natural_person').textContent(), '12 ≠ 0差 12');
});

test('the mouse wheel changes no figure', async (product) => {
  await product.tableThree();
  const cell = product.cell(R('received', 'natural_person'));
  await cell.click();
  await product.page.keyboard.type('5');
  await product.page.mouse.wheel(0, 120);
  assert.equal(await cell.inputValue(), '5');
});

test('a computed cell says what it is the sum of', async (product) => {
  await product.tableThree();
  const { keyboard } = product.page;
  await product.cell(R('received', 'natural_person')).focus();
  await keyboard.type('3');
  await keyboard.press('Tab');
  await keyboard.type('4');
  await product.cell(R('received', 'other_organization')).focus();
  await keyboard.press('ArrowRight');
  assert.match(await product.page.locator('.context-bar').textContent(), /自动计算：7 = 自然人 3＋商业企业 4。总计等于自然人与法人或其他组织各列之和。/);
});

test('from the bottom of a column Enter goes to the top of the next, and back', async (product) => {
  await product.tableThree();
  await product.cell(R('carried_over', 'natural_person')).focus();
  await product.press('Enter');
  assert.equal(await product.focused(), R('received', 'enterprise'));
  await product.press('Shift+Enter');
  assert.equal(await product.focused(), R('carried_over', 'natural_person'));
});

test('Home and End lead to the ends of the row, with Ctrl to those of the table', async (product) => {
  await product.tableThree();
  await product.cell(R('granted', 'enterprise')).focus();
  const walk = [
    ['End', R('granted', 'total')],
    ['Home', R('granted', 'natural_person')],
    ['Control+End', R('carried_over', 'total')],
    ['Control+Home', R('received', 'natural_person')],
  ];
  for (const [key, at] of walk) {
    await product.press(key);
    assert.equal(await product.focused(), at, key);
  }
});

test('F2 edits, arrows then move in the text, and Escape brings back what was there', async (product) => {
  await product.tableThree();
  const id = R('received', 'enterprise');
  await product.cell(id).focus();
  await product.press('1', '2', 'Enter', 'Shift+Enter', 'F2', 'ArrowLeft', '5');
  assert.equal(await product.shown(id), '152');
  await product.press('Home', '9');
  assert.equal(await product.shown(id), '9152');
  assert.equal(await product.focused(), id);
  await product.press('Escape');
  assert.equal(await product.shown(id), '12');
  await product.press('ArrowRight');
  assert.equal(await product.focused(), R('received', 'research_institution'));
});

test('Delete empties a cell and leaves it ready', async (product) => {
  await product.tableThree();
  const id = R('received', 'enterprise');
  await product.cell(id).focus();
  await product.press('1', '2', 'Enter', 'Shift+Enter', 'Delete');
  assert.equal(await product.shown(id), '');
  await product.press('ArrowRight');
  assert.equal(await product.focused(), R('received', 'research_institution'));
});

/** The selected cells, as rows of ids without the table. */
const selected = (product) =>
  product.page.locator('.cell--selected').evaluateAll((cells) => cells.map((cell) => cell.dataset.cell.slice('requests.'.length)));

test('Shift with arrows selects a block and says how large it is; any move ends it', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('Shift+ArrowRight', 'Shift+ArrowDown');
  assert.deepEqual(await selected(product), ['received.natural_person', 'received.enterprise', 'carried_in.natural_person', 'carried_in.enterprise']);
  await product.said('选中 2 行 2 列。');
  await product.press('Shift+ArrowLeft');
  assert.deepEqual(await selected(product), ['received.natural_person', 'carried_in.natural_person']);
  await product.press('Control+A');
  assert.equal((await selected(product)).length, 175);
  await product.press('Escape');
  assert.deepEqual(await selected(product), []);
  await product.press('Shift+End', 'ArrowDown');
  assert.deepEqual(await selected(product), []);
  assert.equal(await product.focused(), R('carried_in', 'natural_person'));
});

test('the mouse selects by drawing and by Shift; a click makes ready, a double click edits', async (product) => {
  await product.tableThree();
  const middle = async (id) => {
    const box = await product.page.locator(`[data-cell="${id}"]`).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const { mouse } = product.page;
  await mouse.move(...(await middle(R('carried_in', 'enterprise'))));
  await mouse.down();
  await mouse.move(...(await middle(R('granted', 'research_institution'))), { steps: 5 });
  await mouse.up();
  assert.deepEqual(await selected(product), ['carried_in.enterprise', 'carried_in.research_institution', 'granted.enterprise', 'granted.research_institution']);
  await mouse.move(...(await middle(R('received', 'natural_person'))));
  assert.equal((await selected(product)).length, 4, 'moving without the button draws nothing');
  await product.page.keyboard.down('Shift');
  await product.cell(R('received', 'natural_person')).click();
  await product.page.keyboard.up('Shift');
  assert.deepEqual(await selected(product), ['received.natural_person', 'received.enterprise', 'carried_in.natural_person', 'carried_in.enterprise']);
  const id = R('received', 'enterprise');
  await product.cell(id).click();
  assert.deepEqual(await selected(product), []);
  await product.press('1', '2', 'Enter');
  await product.cell(id).click();
  await product.press('7');
  assert.equal(await product.shown(id), '7', 'typing over a clicked cell replaces');
  await product.press('Enter');
  await product.cell(id).dblclick();
  await product.press('8');
  assert.equal(await product.shown(id), '78', 'typing after a double click goes on');
});

test('Delete and cut work on a block, and leave computed cells alone', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('1', 'Tab', '2', 'Enter', '4', 'Shift+Tab', '3', 'Enter');
  await product.cell(R('received', 'natural_person')).focus();
  await product.press('Shift+End', 'Shift+ArrowDown', 'Delete');
  for (const column of COLUMNS) assert.equal(await product.shown(R('received', column)), '');
  await product.said('已清空 12 格。');
  await product.press('Control+Z');
  assert.equal(await product.shown(R('carried_in', 'natural_person')), '3');
  await product.press('Escape', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Control+X');
  assert.equal(await product.shown(R('carried_in', 'enterprise')), '');
  assert.deepEqual(await product.clipboard(), { text: '1\t2\n3\t4\n', rows: [['1', '2'], ['3', '4']] });
});

test('what is copied is plain text with tabs and a table, computed cells too', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'other_organization')).focus();
  await product.press('1', '3', 'Shift+ArrowRight');
  await product.press('Escape');
  await product.press('1', '3', 'Enter', 'Shift+Enter', 'Shift+ArrowRight', 'Control+C');
  assert.deepEqual(await product.clipboard(), { text: '13\t13\n', rows: [['13', '13']] });
  await product.press('ArrowRight', 'Control+C');
  await product.said('已复制 1 格。');
  assert.equal((await product.clipboard()).text, '13\n', 'a computed cell alone');
});

test('? lists the keys and Escape goes back to the cell', async (product) => {
  await product.tableThree();
  const id = R('received', 'enterprise');
  await product.cell(id).focus();
  await product.press('?');
  const sheet = product.page.getByRole('dialog', { name: '键盘用法' });
  await sheet.waitFor();
  assert.equal(await product.shown(id), '');
  for (const key of ['F2', 'Esc', 'Ctrl+Home', 'Ctrl+V', 'Ctrl+Z', 'Shift+Enter']) assert.ok(await sheet.getByText(key, { exact: true }).count(), key);
  await product.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  assert.equal(await product.focused(), id);
  await product.page.getByRole('button', { name: '键盘用法' }).click();
  await sheet.waitFor();
});

test('keys keep every figure of table three where it was', async (product) => {
  await product.tableThree();
  const typed = Object.fromEntries(TABLE_THREE.map((id, at) => [id, String(at)]));
  await product.typeTable(typed);
  for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Control+Home', 'Control+End', 'PageDown', 'Enter', 'F2', 'Escape', 'Shift+ArrowDown', 'Control+A']) {
    await product.cell(R('denied_deliberative', 'enterprise')).focus();
    await product.press(key, 'Escape');
  }
  for (const id of TABLE_THREE.filter((one) => !/total/.test(one))) assert.equal(await product.shown(id), typed[id], id);
});
