// Where drafts are kept: the browser's promise, backups of all, taking them back, clearing a computer.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from '../product.mjs';

const DAY = 24 * 3600 * 1000;

const button = (product, name) => product.page.getByRole('button', { name, exact: true });
const rows = (product) => product.page.locator('.version');

async function write(product, organ, text) {
  await product.create(organ);
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially(text);
  await product.saved();
  await product.list();
}

async function storage(product) {
  await product.page.getByRole('link', { name: '存储和备份' }).click();
  await product.page.getByRole('heading', { name: '存储和备份' }).waitFor();
}

async function backUp(product) {
  const [download] = await Promise.all([product.page.waitForEvent('download'), button(product, '备份全部').first().click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

/** The text of part five of every stored draft. */
async function problems(product) {
  const all = Object.entries(await product.stored()).filter(([key]) => key.startsWith('disclosure-report/draft/'));
  return all.map(([, text]) => JSON.parse(text).narratives.problems).sort();
}

/** Another computer: a fresh profile. */
async function elsewhere(browser, product, run) {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true });
  try {
    const other = new product.constructor(await context.newPage(), product.address);
    await other.open();
    await run(other);
  } finally {
    await context.close();
  }
}

test('the page about storage says what is kept where and whether the browser promises to keep it', async (product) => {
  await product.page.addInitScript(() => {
    window.asked = 0;
    navigator.storage.persist = async () => (window.asked += 1);
    navigator.storage.persisted = async () => true;
  });
  await product.open();
  await write(product, '甲镇人民政府', '甲');
  assert.equal(await product.page.evaluate(() => window.asked), 1);
  await write(product, '乙镇人民政府', '乙');
  assert.equal(await product.page.evaluate(() => window.asked), 1, 'it is asked once');
  await storage(product);
  await product.page.getByText(/本浏览器里有 2 份年报，共 \d+ KB。/).waitFor();
  await product.page.getByText('浏览器已经答应长期保留').waitFor();
  await product.page.addInitScript(() => {
    navigator.storage.persisted = async () => false;
  });
  await product.reload();
  await product.page.getByText('浏览器没有答应长期保留').waitFor();
  // On plain http there is no such thing.
  await product.page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'storage', { value: undefined }));
  await product.reload();
  await product.page.getByText('这个浏览器不说明会不会长期保留').waitFor();
});

test('all drafts go into one file, and come back from it on a computer that has none', async (product, { browser }) => {
  await product.open();
  await write(product, '甲镇人民政府', '甲\n“引号”');
  await write(product, '乙镇人民政府', '乙');
  await product.page.evaluate(() => localStorage.setItem('disclosure-report/draft/damaged', '{ damaged'));
  await product.reload();
  await storage(product);
  const before = await product.stored();
  const { name, text } = await backUp(product);
  assert.match(name, /^公开年报备份-\d{4}-\d\d-\d\d\.json$/);
  await product.page.getByText(`已备份 3 份，交给浏览器下载：${name}`).waitFor();
  await elsewhere(browser, product, async (other) => {
    // As any other file, from the list.
    await other.openFile(name, text);
    await other.page.getByRole('heading', { name: /^备份（\d{4}-\d\d-\d\d \d\d:\d\d:\d\d），共 3 份$/ }).waitFor();
    assert.equal(await rows(other).count(), 3);
    assert.deepEqual(await other.stored(), {}, 'nothing is taken before it was chosen');
    await button(other, '恢复 3 份').click();
    await other.page.getByText('已恢复 3 份').waitFor();
    assert.deepEqual(await other.stored(), before);
    await other.page.locator('.page-head').getByRole('link', { name: '我的年报' }).click();
    await other.page.locator('tr[data-draft]').nth(2).waitFor();
    // The journal has them too.
    await other.reload();
    assert.deepEqual(await other.stored(), before);
  });
});

test('of a report that is on both sides a person chooses, with dates and differences, and nothing is replaced without', async (product, { browser }) => {
  await product.open();
  await write(product, '甲镇人民政府', '两边都有');
  await write(product, '乙镇人民政府', '备份里的');
  await write(product, '丙镇人民政府', '只在备份');
  await storage(product);
  const { text } = await backUp(product);
  await elsewhere(browser, product, async (other) => {
    await write(other, '乙镇人民政府', '本机的');
    await write(other, '甲镇人民政府', '两边都有');
    const before = await other.stored();
    await other.openFile('备份.json', text);
    await rows(other).first().waitFor();
    const of = (organ) => rows(other).filter({ hasText: organ });
    assert.match(await of('甲镇').textContent(), /与本机相同/);
    assert.equal(await of('甲镇').locator('select').count(), 0);
    assert.match(await of('乙镇').textContent(), /备份里的：\d{4}-\d\d-\d\d \d\d:\d\d:\d\d本机的：\d{4}-\d\d-\d\d \d\d:\d\d:\d\d （1 处不同）/);
    await of('乙镇').locator('summary').click();
    assert.deepEqual(await of('乙镇').locator('.differences tbody td').allTextContents(), ['备份里的', '本机的']);
    // What is here stays unless something else is chosen.
    await button(other, '恢复 1 份').click();
    await other.page.getByText('已恢复 1 份').waitFor();
    assert.deepEqual(await problems(other), ['两边都有', '只在备份', '本机的'].sort());

    await other.openFile('备份.json', text);
    await of('乙镇').locator('select').selectOption({ label: '两份都留' });
    await button(other, '恢复 1 份').click();
    await other.page.getByText('已恢复 1 份').waitFor();
    assert.deepEqual(await problems(other), ['两边都有', '只在备份', '备份里的', '本机的'].sort());

    // What is replaced stays as an earlier version.
    await other.page.evaluate((texts) => {
      Object.keys(localStorage).filter((key) => key.startsWith('disclosure-report/draft/') && !(key in texts)).forEach((key) => localStorage.removeItem(key));
    }, before);
    await other.openFile('备份.json', text);
    await of('乙镇').locator('select').selectOption({ label: '换成备份里的' });
    await of('丙镇').locator('select').selectOption({ label: '不恢复' });
    await button(other, '恢复 1 份').click();
    // The words of the time before are still there.
    await button(other, '恢复 1 份').waitFor({ state: 'detached' });
    assert.deepEqual(await problems(other), ['两边都有', '备份里的'].sort());
    await other.page.locator('.page-head').getByRole('link', { name: '我的年报' }).click();
    await other.page.getByRole('link', { name: '继续填写：乙镇人民政府2025年' }).click();
    await other.page.getByRole('link', { name: '历史版本' }).click();
    const replaced = other.page.locator('.version', { hasText: '换成另一份以前' });
    await replaced.getByRole('button', { name: /恢复成这样/ }).click();
    await other.saved();
    assert.deepEqual(await problems(other), ['两边都有', '本机的'].sort());
  });
});

test('where no earlier version can be kept what is here is not replaced', async (product) => {
  await product.page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await product.open();
  await product.create('甲镇人民政府');
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('备份里的');
  await product.page.locator('.save-status', { hasText: '已写入浏览器' }).waitFor();
  await product.list();
  await storage(product);
  const { text } = await backUp(product);
  await product.page.evaluate(() => {
    const key = Object.keys(localStorage).find((one) => one.startsWith('disclosure-report/draft/'));
    localStorage.setItem(key, localStorage.getItem(key).replace('备份里的', '本机的'));
  });
  await product.reload();
  await product.openFile('备份.json', text);
  await rows(product).locator('select').selectOption({ label: '换成备份里的' });
  await button(product, '恢复 1 份').click();
  await product.page.getByText('没有换成备份里的：本机的这份留不成历史版本').waitFor();
  assert.deepEqual(await problems(product), ['本机的']);
});

test('a second backup shows its own choices, and what is damaged in it is counted', async (product) => {
  const backup = (...ids) => JSON.stringify({ kind: 'disclosure-report-backup', schema: 1, drafts: [...ids.map((id) => ({ id, text: '{' })), {}, 5] });
  await product.open();
  await product.openFile('一.json', backup('aa', 'bb'));
  await rows(product).first().locator('select').selectOption({ label: '不恢复' });
  await product.openFile('二.json', backup('cc', 'dd'));
  await product.page.locator('.version', { hasText: 'cc' }).waitFor();
  await product.page.getByText('另有 2 份损坏，读不出来。').waitFor();
  assert.equal(await rows(product).first().locator('select').evaluate((one) => one.selectedOptions[0].textContent), '恢复');
  await button(product, '恢复 2 份').waitFor();
});

test('a backup that cannot be read says why, and cancelling takes nothing', async (product) => {
  await product.open();
  await product.openFile('坏.json', '{"kind":"disclosure-report-backup","schema":1}');
  await product.page.getByText('没有打开“坏.json”：其中“drafts”缺少或者不对，文件不完整。').waitFor();
  await product.openFile('新.json', '{"kind":"disclosure-report-backup","schema":9}');
  await product.page.getByText('由更新的版本导出（第 9 版，本版本只认到第 1 版）').waitFor();
  await write(product, '甲镇人民政府', '甲');
  await storage(product);
  const { text } = await backUp(product);
  const before = await product.stored();
  await product.openFile('备份.json', text);
  await rows(product).first().waitFor();
  assert.ok(await button(product, '恢复 0 份').isDisabled());
  await button(product, '取消').click();
  await rows(product).first().waitFor({ state: 'detached' });
  assert.deepEqual(await product.stored(), before);
});

test('a changed draft without a backup for a week is said, and the backup is one press away', async (product) => {
  const start = new Date('2026-01-05T09:00:00+08:00').getTime();
  await product.page.clock.install({ time: start });
  const reminder = product.page.getByText('有 1 份年报，上次备份已过 7 天，之后又改过。');
  await product.open();
  await product.create('甲镇人民政府');
  // Saves are noted to the second.
  await product.page.clock.runFor(2000);
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('甲');
  await product.page.clock.runFor(1000);
  await product.saved();
  await product.list();
  assert.equal(await reminder.count(), 0);
  await product.page.clock.fastForward(6 * DAY);
  await product.reload();
  assert.equal(await reminder.count(), 0);
  await product.page.clock.fastForward(2 * DAY);
  await product.reload();
  await reminder.waitFor();
  await backUp(product);
  await reminder.waitFor({ state: 'detached' });
  await product.page.clock.fastForward(22 * DAY);
  await product.reload();
  await product.page.locator('tr[data-draft]').waitFor();
  assert.equal(await reminder.count(), 0, 'it was not changed since');
});

test('all data of this computer is removed after a backup was offered, and the page says so', async (product) => {
  await product.open();
  await product.page.evaluate(() => localStorage.setItem('host/theme', 'dark'));
  await write(product, '甲镇人民政府', '甲');
  await product.page.getByRole('link', { name: '继续填写：甲镇人民政府2025年' }).click();
  await product.field('editor').pressSequentially('张三');
  await product.saved();
  await product.list();
  await storage(product);
  await button(product, '清除本机数据').click();
  await product.page.getByText('将删除 1 份年报').waitFor();
  await button(product, '取消').click();
  assert.deepEqual(await problems(product), ['甲']);
  await button(product, '清除本机数据').click();
  await backUp(product);
  // Another window has the database open, and the draft.
  const other = await product.second();
  await other.page.getByRole('link', { name: '继续填写：甲镇人民政府2025年' }).click();
  await other.part('存在的主要问题');
  await other.narrative('problems').pressSequentially('还在写');
  await button(product, '全部清除').click();
  await product.page.getByText('已清除：本浏览器里没有本工具的数据了。').waitFor();
  assert.deepEqual(await product.page.evaluate(() => ({ ...localStorage })), { 'host/theme': 'dark' });
  assert.deepEqual(await product.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), []);
  await other.page.getByText('没有保存：这份草稿在另一个窗口删除了。').waitFor();
  await other.narrative('problems').pressSequentially('，又写');
  await other.page.waitForTimeout(1000);
  await other.page.close();
  await product.reload();
  assert.deepEqual(await problems(product), []);
  // It works on as on the first day.
  await product.page.locator('.page-head').getByRole('link', { name: '我的年报' }).click();
  await write(product, '乙镇人民政府', '乙');
  await product.reload();
  assert.deepEqual(await problems(product), ['乙']);
});

test('who filled it in last is in the draft and in the list, and not in what is published', async (product) => {
  await product.open();
  await product.create('甲镇人民政府');
  await product.field('editor').pressSequentially('张三');
  await product.saved();
  await product.list();
  assert.match(await product.page.locator('tr[data-draft]').textContent(), /张三/);
  await product.page.getByRole('link', { name: '继续填写：甲镇人民政府2025年' }).click();
  assert.equal(await product.field('editor').inputValue(), '张三');
  await product.page.getByText('上次由 张三 保存。').waitFor();
  await product.field('editor').fill('李四');
  await product.saved();
  await product.review();
  for (const kind of ['json', 'html']) assert.doesNotMatch((await product.export(kind)).text, /张三|李四/);
});
