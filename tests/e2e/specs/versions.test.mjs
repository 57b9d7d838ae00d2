// Earlier versions of a draft: when they are kept, what they show, and the way back.
import assert from 'node:assert/strict';
import { test } from '../product.mjs';

const ENTERPRISE = 'requests.received.enterprise';

const versions = (product) => product.page.locator('.version');
const button = (product, name) => product.page.getByRole('button', { name });

async function showVersions(product) {
  await product.page.getByRole('link', { name: '历史版本' }).click();
  await product.page.getByRole('heading', { name: '历史版本' }).waitFor();
}

/** Waits until so many versions of all drafts are kept. */
async function kept(product, count) {
  const keys = () =>
    new Promise((done) => {
      const request = indexedDB.open('disclosure-report');
      request.onsuccess = () => {
        const all = request.result.transaction('texts').objectStore('texts').getAllKeys();
        all.onsuccess = () => {
          request.result.close();
          done(all.result.filter((key) => key.startsWith('disclosure-report/snapshot/')));
        };
      };
    });
  for (let wait = 0; wait < 100; wait += 1) {
    const found = await product.page.evaluate(keys);
    if (found.length === count) return found;
    await product.page.waitForTimeout(50);
  }
  return assert.equal((await product.page.evaluate(keys)).length, count);
}

test('an earlier version says when and why it was kept and what differs, and comes back in one step that can be undone', async (product) => {
  await product.tableThree();
  await product.cell(ENTERPRISE).focus();
  await product.page.keyboard.type('41');
  await button(product, /其余补零/).click();
  await button(product, '填 0').click();
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('一是公开不及时。');
  await product.saved();
  await showVersions(product);
  await versions(product).waitFor();
  assert.match(await versions(product).textContent(), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d补零以前与现在有 144 处不同恢复成这样/);
  await versions(product).locator('summary').click();
  const rows = versions(product).locator('tbody tr');
  assert.equal(await rows.count(), 144);
  assert.deepEqual(await rows.first().locator('th, td').allTextContents(), ['五、存在的主要问题及改进情况', '未填', '一是公开不及时。']);
  await button(product, /^恢复成这样/).click();
  await product.page.getByText(/已恢复成 .* 的样子。可以撤销。/).waitFor();
  // What was there before is a version too, and what was opened is closed.
  await versions(product).nth(1).waitFor();
  assert.match(await versions(product).first().textContent(), /恢复历史版本以前.*有 144 处不同/);
  assert.match(await versions(product).nth(1).textContent(), /补零以前与现在相同/);
  await product.page.getByRole('link', { name: '继续填写' }).click();
  await product.part('收到和处理');
  assert.equal(await product.shown(ENTERPRISE), '41');
  assert.equal(await product.shown('requests.received.natural_person'), '');
  await product.saved();
  await button(product, '撤销').click();
  await product.part('收到和处理');
  assert.equal(await product.shown('requests.received.natural_person'), '0');
  await product.part('存在的主要问题');
  assert.equal(await product.narrative('problems').inputValue(), '一是公开不及时。');
});

test('leaving right after a version was restored breaks nothing', async (product) => {
  await product.tableThree();
  await product.cell(ENTERPRISE).focus();
  await product.page.keyboard.type('41');
  await button(product, /其余补零/).click();
  await button(product, '填 0').click();
  await showVersions(product);
  await versions(product).waitFor();
  await product.page.evaluate(() => {
    document.querySelector('.version button').click();
    document.querySelector('.report-name a').click();
  });
  await product.page.getByRole('heading', { name: '我的年报' }).waitFor();
  await product.page.waitForTimeout(600);
  await product.page.getByRole('link', { name: /^继续填写/ }).click();
  await product.part('收到和处理');
  assert.equal(await product.shown('requests.received.natural_person'), '');
});

test('a version is kept when a draft is opened, and the same text only once', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('甲');
  await product.saved();
  for (let time = 0; time < 3; time += 1) await product.reload();
  const [key] = await kept(product, 1);
  assert.match(key, /\/opened$/);
  await product.narrative('problems').pressSequentially('乙');
  await product.saved();
  await product.reload();
  await kept(product, 2);
});

test('a version is kept every hour while a draft is filled in, and the last twenty stay', async (product) => {
  await product.page.clock.install({ time: new Date('2026-01-05T09:00:00+08:00') });
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('存在的主要问题');
  for (let hour = 0; hour < 23; hour += 1) {
    await product.page.clock.fastForward('30:00');
    await product.narrative('problems').pressSequentially('半');
    await product.page.clock.runFor(1000);
    await product.saved();
    await product.page.clock.fastForward('30:00');
    await product.narrative('problems').pressSequentially('整');
    await product.page.clock.runFor(1000);
    await product.saved();
    await kept(product, Math.min(hour + 1, 20));
  }
});

test('before clearing and before pasting a version is kept', async (product) => {
  await product.tableThree();
  await product.cell(ENTERPRISE).focus();
  await product.page.keyboard.type('41');
  await product.cell(ENTERPRISE).focus();
  await product.copyText('1\t2\n3\t4');
  await product.page.keyboard.press('Control+V');
  await product.question().getByRole('button', { name: '填入' }).click();
  await kept(product, 1);
  await button(product, '清空').click();
  await product.question().getByRole('button', { name: '清空' }).click();
  const keys = await kept(product, 2);
  assert.deepEqual(keys.map((key) => key.split('/').pop()), ['before_pasting', 'before_clearing']);
});

test('what another window\'s text took the place of is there as a version', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.saved();
  await product.part('存在的主要问题');
  await product.page.evaluate(() => {
    const key = Object.keys(localStorage).find((one) => one.startsWith('disclosure-report/draft/'));
    const draft = JSON.parse(localStorage.getItem(key));
    localStorage.setItem(key, JSON.stringify({ ...draft, narratives: { problems: '那边写的' } }));
  });
  await product.narrative('problems').pressSequentially('这边写的');
  await button(product, '改用那边的').click();
  await product.page.waitForFunction(() => document.querySelector('[data-narrative="problems"] textarea').value === '那边写的');
  await showVersions(product);
  await versions(product).locator('summary').click();
  await versions(product).locator('.differences td').first().waitFor();
  assert.match(await versions(product).textContent(), /换成另一份以前.*这边写的那边写的/);
});

test('the versions of a deleted draft are gone with the next start, and until then the deletion can be undone', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('甲');
  await product.saved();
  await product.reload();
  await kept(product, 1);
  await product.list();
  await button(product, '删除：望川县柳溪镇人民政府2025年').click();
  await button(product, '撤销删除').click();
  await kept(product, 1);
  await button(product, '删除：望川县柳溪镇人民政府2025年').click();
  await product.page.getByText('已删除').waitFor();
  await product.reload();
  await kept(product, 0);
});

test('without IndexedDB the page says that there are no versions', async (product) => {
  await product.page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await showVersions(product);
  await product.page.getByText('这个浏览器里不能留历史版本').waitFor();
});

/** A database that has no room until something is removed from it: Chromium counts compressed, so it cannot be filled to a size. */
function fillDatabase() {
  let full = false;
  window.fillDatabase = () => (full = true);
  const { commit } = IDBTransaction.prototype;
  const remove = IDBObjectStore.prototype.delete;
  IDBTransaction.prototype.commit = function commitWhereThereIsRoom() {
    return full && this.mode === 'readwrite' ? this.abort() : commit.call(this);
  };
  Object.defineProperty(IDBTransaction.prototype, 'error', { get: () => new DOMException('', 'QuotaExceededError') });
  IDBObjectStore.prototype.delete = function makeRoom(query) {
    full = false;
    return remove.call(this, query);
  };
}

test('where the database is full the versions give way to the draft', async (product, { context }) => {
  await context.addInitScript(fillDatabase);
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('一');
  await product.saved();
  await product.reload();
  await kept(product, 1);
  await product.page.evaluate(() => window.fillDatabase());
  await product.narrative('problems').pressSequentially('，满了也存');
  await product.saved();
  await kept(product, 0);
  await product.reload();
  assert.equal(await product.narrative('problems').inputValue(), '一，满了也存');
});
