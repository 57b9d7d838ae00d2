// Typing through an input method, with the composition events of the browser itself.
import assert from 'node:assert/strict';
import { test } from '../product.mjs';

const R = (row, column) => `requests.${row}.${column}`;

/** What an input method does: shows a text while it is composed, and commits one. */
async function method(product, context) {
  const session = await context.newCDPSession(product.page);
  return {
    compose: (text) => session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }),
    commit: (text) => session.send('Input.insertText', { text }),
    /** A key that the input method takes for itself. */
    async key(key, code) {
      for (const type of ['rawKeyDown', 'keyUp']) await session.send('Input.dispatchKeyEvent', { type, key, code, windowsVirtualKeyCode: 229 });
    },
  };
}

test('full-width digits are taken over once they are committed, neither doubled nor lost', async (product, { context }) => {
  await product.tableThree();
  const ime = await method(product, context);
  const id = R('received', 'natural_person');
  await product.cell(id).focus();
  for (const text of ['１', '１２']) {
    await ime.compose(text);
    assert.equal(await product.shown(R('received', 'total')), '0', 'nothing counts before it is committed');
  }
  await ime.commit('１２');
  assert.equal(await product.shown(id), '１２');
  assert.equal(await product.shown(R('received', 'total')), '12');
  await ime.compose('３');
  await ime.commit('３');
  assert.equal(await product.shown(id), '１２３');
  assert.equal(await product.shown(R('received', 'total')), '123');
  await product.press('Control+Z');
  assert.equal(await product.shown(id), '', 'one step');
});

test('composing over a figure replaces it as typing does', async (product, { context }) => {
  await product.tableThree();
  const ime = await method(product, context);
  const id = R('received', 'natural_person');
  await product.cell(id).focus();
  await product.press('4', '5', 'Enter', 'Shift+Enter');
  await ime.compose('６');
  assert.equal(await product.shown(R('received', 'total')), '45');
  await ime.commit('６');
  assert.equal(await product.shown(id), '６');
  assert.equal(await product.shown(R('received', 'total')), '6');
});

test('keys that belong to the input method neither move nor commit nor restore', async (product, { context }) => {
  await product.tableThree();
  const ime = await method(product, context);
  const id = R('received', 'natural_person');
  await product.cell(id).focus();
  await ime.compose('yi');
  for (const [key, code] of [['Enter', 'Enter'], ['ArrowDown', 'ArrowDown'], ['Escape', 'Escape'], ['Delete', 'Delete'], ['Process', 'KeyZ']]) {
    await ime.key(key, code);
    assert.equal(await product.focused(), id, key);
    assert.equal(await product.shown(R('received', 'total')), '0', key);
  }
  await ime.commit('一');
  assert.equal(await product.shown(id), '一', 'what was composed is kept as typed and named as no figure');
  assert.equal(await product.cell(id).getAttribute('aria-invalid'), 'true');
});

test('a composition that is called off leaves what was there', async (product, { context }) => {
  await product.tableThree();
  const ime = await method(product, context);
  const id = R('received', 'natural_person');
  await product.cell(id).focus();
  await product.press('4', '5', 'F2');
  await ime.compose('６');
  await ime.compose('');
  assert.equal(await product.shown(id), '45');
  assert.equal(await product.shown(R('received', 'total')), '45');
});

test('leaving the cell in the middle of a composition keeps what it shows', async (product, { context }) => {
  await product.tableThree();
  const ime = await method(product, context);
  const id = R('received', 'natural_person');
  await product.cell(id).focus();
  await ime.compose('７');
  await product.cell(R('carried_in', 'natural_person')).click();
  assert.equal(await product.shown(R('received', 'total')), '7');
  assert.equal(await product.shown(id), '７');
});

test('pinyin in a text is written only when committed, and saved once', async (product, { context }) => {
  await product.open();
  await product.create('望川县自然资源局');
  await product.part('存在的主要问题');
  const ime = await method(product, context);
  await product.narrative('problems').focus();
  await product.page.keyboard.type('A');
  for (const text of ['r', 'ren', "ren'shou", 'renshoushao']) {
    await ime.compose(text);
    assert.equal(await product.page.locator('.narrative .count-text').textContent(), '1 字');
  }
  await ime.commit('人手少');
  await ime.compose('le');
  await ime.commit('了');
  assert.equal(await product.narrative('problems').inputValue(), 'A人手少了');
  await product.saved();
  await product.reload();
  assert.equal(await product.narrative('problems').inputValue(), 'A人手少了');
});
