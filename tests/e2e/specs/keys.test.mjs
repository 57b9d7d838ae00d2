// Moving and typing in the tables by keyboard.
import assert from 'node:assert/strict';
import { test } from '../product.mjs';

const R = (row, column) => `requests.${row}.${column}`;

async function tableThree(product) {
  await product.open();
  await product.create('望川县自然资源局');
  await product.part('收到和处理');
}

test('arrows move cell by cell, also onto computed cells, and stop at the edges', async (product) => {
  await tableThree(product);
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
  await tableThree(product);
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
  await tableThree(product);
  const { keyboard } = product.page;
  await product.cell(R('otherwise_other', 'enterprise')).focus();
  await keyboard.press('Enter');
  assert.equal(await product.focused(), R('carried_over', 'enterprise'));
  await keyboard.press('Shift+Enter');
  assert.equal(await product.focused(), R('otherwise_other', 'enterprise'));
});

test('Tab passes every input in the order of the form, skips computed cells and leaves at the end', async (product) => {
  await tableThree(product);
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
  await tableThree(product);
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
  await tableThree(product);
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
  await tableThree(product);
  const cell = product.cell(R('received', 'natural_person'));
  await cell.click();
  await product.page.keyboard.type('5');
  await product.page.mouse.wheel(0, 120);
  assert.equal(await cell.inputValue(), '5');
});

test('a text being composed by an input method is taken over once it is there', async (product, { context }) => {
  await tableThree(product);
  const id = R('received', 'natural_person');
  await product.cell(id).focus();
  const session = await context.newCDPSession(product.page);
  await session.send('Input.imeSetComposition', { text: '１２', selectionStart: 2, selectionEnd: 2 });
  assert.equal(await product.shown(R('received', 'total')), '0');
  await session.send('Input.insertText', { text: '１２' });
  assert.equal(await product.shown(id), '１２');
  assert.equal(await product.shown(R('received', 'total')), '12');
});

test('a computed cell says what it is the sum of', async (product) => {
  await tableThree(product);
  const { keyboard } = product.page;
  await product.cell(R('received', 'natural_person')).focus();
  await keyboard.type('3');
  await keyboard.press('Tab');
  await keyboard.type('4');
  await product.cell(R('received', 'other_organization')).focus();
  await keyboard.press('ArrowRight');
  assert.match(await product.page.locator('.context-bar').textContent(), /自动计算：7 = 3＋4/);
});
