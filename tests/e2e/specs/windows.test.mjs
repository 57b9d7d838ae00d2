// One draft in several windows: one changes it, the others look, and the turn goes from one to the
// other. Once with the browser's locks, and once as on plain http, where there are none.
import assert from 'node:assert/strict';
import { test } from '../product.mjs';

const ORGAN = '望川县柳溪镇人民政府';
const withoutLocks = () => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });

const button = (product, name) => product.page.getByRole('button', { name, exact: true });
const bar = (product) => product.page.locator('.notice--bar', { hasText: '另一个窗口正在改这份年报' });

/** A draft open in two windows, at part five; the first has the turn. */
async function twoWindows(product, context, locks) {
  if (!locks) await context.addInitScript(withoutLocks);
  await product.open();
  assert.equal(await product.page.evaluate(() => Boolean(navigator.locks)), locks);
  await product.create(ORGAN);
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('先写');
  await product.saved();
  const other = await product.second();
  await other.page.getByRole('link', { name: `继续填写：${ORGAN}2025年` }).click();
  await bar(other).waitFor();
  await other.part('存在的主要问题');
  return other;
}

const isReadOnly = (product) => product.narrative('problems').evaluate((box) => box.readOnly);
const text = (product) => product.narrative('problems').inputValue();

for (const locks of [true, false]) {
  const how = locks ? 'with locks' : 'without locks';

  test(`a second window of a draft can only look, says who has it, and can take over (${how})`, async (product, { context }) => {
    const other = await twoWindows(product, context, locks);
    await other.page.getByText(/另一个窗口正在改这份年报（\d{4}-\d\d-\d\d \d\d:\d\d:\d\d 起），本窗口只能看。/).first().waitFor();
    await other.narrative('problems').focus();
    assert.equal(await isReadOnly(other), true);
    await other.page.keyboard.type('写不进去');
    assert.equal(await text(other), '先写');
    // Tables too: keys, block operations, and what the page offers.
    await other.part('收到和处理');
    await other.cell('requests.received.enterprise').focus();
    await other.page.keyboard.type('5');
    await other.page.keyboard.press('Delete');
    await other.said('本窗口只能看');
    assert.equal(await other.shown('requests.received.enterprise'), '');
    assert.equal(await button(other, '撤销').isVisible(), false);
    assert.equal(await button(other, '清空').isVisible(), false);
    // What the first window types is seen.
    await product.narrative('problems').pressSequentially('，再写');
    await product.saved();
    await other.part('存在的主要问题');
    await other.page.waitForFunction(() => document.querySelector('[data-narrative="problems"] textarea').value === '先写，再写');
    await button(other, '改在这里填').click();
    await other.said('现在可以在本窗口填写');
    assert.equal(await other.page.evaluate(() => document.activeElement.id), 'main');
    await bar(product).waitFor();
    await product.page.locator('.save-status', { hasText: '只能看' }).waitFor();
    await other.narrative('problems').pressSequentially('，那边写');
    await other.saved();
    assert.equal(await other.page.getByText('没有保存').count(), 0);
    assert.equal(await text(product), '先写，再写，那边写');
    // And back again.
    await button(product, '改在这里填').click();
    await bar(product).waitFor({ state: 'detached' });
    await bar(other).waitFor();
    await product.narrative('problems').pressSequentially('。');
    await product.saved();
    assert.equal(JSON.parse(Object.values(await product.stored())[0]).narratives.problems, '先写，再写，那边写。');
  });

  test(`the window that gives way loses no key and can only look from then on (${how})`, async (product, { context }) => {
    const other = await twoWindows(product, context, locks);
    for (let round = 0; round < 5; round += 1) {
      const [from, to] = round % 2 ? [other, product] : [product, other];
      await from.narrative('problems').focus();
      await from.page.keyboard.press('Control+End');
      await from.page.keyboard.type(`第${round}`);
      // Nothing of this was stored: the pause is not over.
      await button(to, '改在这里填').click();
      await bar(to).waitFor({ state: 'detached' });
      await bar(from).waitFor();
      const expected = `先写${[0, 1, 2, 3, 4].slice(0, round + 1).map((at) => `第${at}`).join('')}`;
      assert.equal(await text(to), expected);
      assert.equal(await text(from), expected);
      assert.equal(await isReadOnly(from), true);
      assert.equal(await from.page.getByText('没有保存').count(), 0);
    }
  });

  test(`when the window that has the draft is closed, the other may go on by itself (${how})`, async (product, { context }) => {
    const other = await twoWindows(product, context, locks);
    await product.narrative('problems').pressSequentially('，关掉前');
    await product.page.close({ runBeforeUnload: true });
    await bar(other).waitFor({ state: 'detached' });
    await other.narrative('problems').pressSequentially('，接着写');
    await other.saved();
    assert.equal(await text(other), '先写，关掉前，接着写');
  });

  test(`going to the list lets the other window go on; a change of language does not (${how})`, async (product, { context }) => {
    const other = await twoWindows(product, context, locks);
    await button(product, 'English').click();
    await product.page.waitForTimeout(600);
    assert.equal(await bar(other).count(), 1);
    await button(product, '中文').click();
    await product.list();
    await bar(other).waitFor({ state: 'detached' });
    await other.narrative('problems').pressSequentially('，接着写');
    await other.saved();
  });

  test(`a window that does not answer gives way after a moment, and learns of it (${how})`, async (product, { context }) => {
    const other = await twoWindows(product, context, locks);
    const session = await context.newCDPSession(product.page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await button(other, '改在这里填').click();
    await bar(other).waitFor({ state: 'detached' });
    await other.narrative('problems').pressSequentially('，接着写');
    await other.saved();
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await bar(product).waitFor();
    assert.equal(await text(product), '先写，接着写');
  });
}

test('a second click on the button that takes over hits nothing else', async (product, { context }) => {
  const other = await twoWindows(product, context, true);
  await other.part('收到和处理');
  const { x, y, height } = await button(other, '改在这里填').boundingBox();
  await other.page.mouse.click(x + 5, y + height / 2);
  await other.page.locator('.notice--bar', { hasText: '现在可以在本窗口填写。' }).waitFor();
  await other.page.mouse.click(x + 5, y + height / 2);
  assert.equal(await other.question().count(), 0);
  await other.page.locator('.notice--bar').waitFor({ state: 'detached' });
});

test('a window whose draft is replaced by another is told, and finds what was there', async (product, { context }) => {
  const other = await twoWindows(product, context, true);
  await other.page.evaluate(() => {
    const key = Object.keys(localStorage).find((one) => one.startsWith('disclosure-report/draft/'));
    localStorage.setItem(key, localStorage.getItem(key).replace('先写', '换成的'));
  });
  await product.page.getByText('另一个窗口把这份年报换成了别的内容').waitFor();
  assert.equal(await text(product), '换成的');
  await product.page.locator('.notice--bar').getByRole('link', { name: '历史版本' }).click();
  const before = product.page.locator('.version', { hasText: '换成另一份以前' });
  await before.getByRole('button', { name: /恢复成这样/ }).click();
  await product.page.getByRole('link', { name: '继续填写' }).click();
  await product.part('存在的主要问题');
  assert.equal(await text(product), '先写');
});

test('what could not be stored goes over to the window that takes over', async (product, { context }) => {
  const other = await twoWindows(product, context, true);
  await product.fillStorage();
  // The history gives way first, so it has to be more than that.
  const long = `先写${'存不下的'.repeat(500)}`;
  await product.narrative('problems').fill(long);
  await product.page.locator('.notice', { hasText: '没有保存：浏览器空间已满' }).waitFor();
  await button(other, '改在这里填').click();
  await bar(other).waitFor({ state: 'detached' });
  assert.equal(await text(other), long);
  assert.equal(await product.page.getByText('没有保存').count(), 0);
  await other.makeRoom();
  await other.saved();
  assert.equal(JSON.parse(Object.values(await other.stored())[0]).narratives.problems, long);
  await product.page.waitForFunction((all) => document.querySelector('[data-narrative="problems"] textarea').value === all, long);
});

test('the list follows what other windows do', async (product) => {
  const rows = product.page.locator('tr[data-draft]');
  await product.open();
  const other = await product.second();
  await other.create(ORGAN);
  await rows.waitFor();
  assert.equal(await rows.count(), 1);
});

test('a draft deleted in another window is said, and can be kept as a copy', async (product) => {
  await product.open();
  await product.create(ORGAN);
  await product.saved();
  const other = await product.second();
  await button(other, `删除：${ORGAN}2025年`).click();
  await product.page.getByText('没有保存：这份草稿在另一个窗口删除了。').waitFor();
  assert.equal(await button(product, '改用那边的').count(), 0);
  await button(product, '这里的另存一份').click();
  await product.saved();
  assert.equal(Object.keys(await product.stored()).length, 1);
});
