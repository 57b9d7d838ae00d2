// Keeping drafts: several, copied, deleted, damaged, without room, without permission.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from '../product.mjs';

const KEY = 'disclosure-report/draft/';

const rows = (product) => product.page.locator('tr[data-draft]');
const action = (product, name) => product.page.getByRole('button', { name, exact: true });

test('a new report can be created, opened, copied as a new year, deleted and brought back', async (product) => {
  await product.open();
  await product.page.getByRole('heading', { name: '还没有年报' }).waitFor();
  await product.create('望川县柳溪镇人民政府', { fields: { contact: '党政办公室' } });
  await product.list();
  assert.equal(await rows(product).count(), 1);
  assert.match(await rows(product).textContent(), /2025年.*未开始.*已填 0%/);

  await action(product, '复制为2026年：望川县柳溪镇人民政府2025年').click();
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
  assert.equal(await product.field('contact').inputValue(), '党政办公室');
  await product.list();
  assert.equal(await rows(product).count(), 2);

  const before = await product.stored();
  await action(product, '删除：望川县柳溪镇人民政府2026年').click();
  assert.equal(await rows(product).count(), 1);
  await product.page.getByText('已删除望川县柳溪镇人民政府2026年的草稿。').waitFor();
  await action(product, '撤销删除').click();
  assert.equal(await rows(product).count(), 2);
  assert.deepEqual(await product.stored(), before);
});

test('of several deletions each can be undone, also after a change of language', async (product) => {
  await product.open();
  for (const organ of ['甲镇人民政府', '乙镇人民政府']) {
    await product.create(organ);
    await product.list();
  }
  const before = await product.stored();
  for (const organ of ['甲镇人民政府', '乙镇人民政府']) {
    await action(product, `删除：${organ}2025年`).click();
    await product.page.waitForFunction(() => document.activeElement?.textContent === '撤销删除');
  }
  assert.deepEqual(await product.stored(), {});
  await action(product, 'English').click();
  for (let at = 0; at < 2; at += 1) await action(product, 'Undo').first().click();
  assert.deepEqual(await product.stored(), before);
});

test('the year can be put right on the cover', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府', { year: 2024 });
  await product.field('year').fill('2019');
  await product.page.getByText('没有 2019 年的报告格式').waitFor();
  await product.field('organ').focus();
  assert.equal(await product.field('year').inputValue(), '2024');
  await product.field('year').fill('２０２５年');
  await product.page.getByText('标题：望川县柳溪镇人民政府2025年政府信息公开工作年度报告').waitFor();
});

test('a report needs an organ and a year that has a form', async (product) => {
  await product.open();
  await product.page.getByRole('button', { name: '新建年报' }).first().click();
  const create = action(product, '开始填写');
  await create.click();
  await product.page.getByText('机关全称没有填。').waitFor();
  await product.field('organ').pressSequentially('望川县柳溪镇人民政府');
  for (const [year, message] of [
    ['', /年度写的是“”，认不出是哪一年/],
    ['二〇二五', /年度写的是“二〇二五”，认不出是哪一年/],
    ['2018', /没有 2018 年的报告格式/],
  ]) {
    await product.field('year').fill(year);
    await create.click();
    await product.page.getByText(message).waitFor();
  }
  assert.equal(await product.field('organ').inputValue(), '望川县柳溪镇人民政府');
  await product.field('year').fill('２０２５年');
  await product.page.keyboard.press('Enter');
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
});

test('two reports of the same organ and year: said when creating, and in the list', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.list();
  await product.page.getByRole('button', { name: '新建年报' }).first().click();
  await product.field('organ').pressSequentially(' 望川县柳溪镇人民政府 ');
  await product.field('year').fill('2025');
  await action(product, '开始填写').click();
  await product.page.getByText('已经有一份望川县柳溪镇人民政府2025年的草稿。').waitFor();
  assert.equal(await rows(product).count(), 1);
  await action(product, '再建一份').click();
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
  await product.list();
  assert.equal(await rows(product).count(), 2);
  assert.equal(await product.page.getByText('同一单位同一年度有 2 份').count(), 2);
});

test('what is typed is stored while typing, and said to be saved only then', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('收到和处理');
  await product.cell('requests.received.enterprise').focus();
  await product.page.keyboard.type('41');
  await product.page.locator('.save-status', { hasText: /已保存 \d\d:\d\d:\d\d（本浏览器）/ }).waitFor();
  const text = Object.values(await product.stored())[0];
  assert.equal(JSON.parse(text).cells['requests.received.enterprise'], '41');
});

test('closing the page at once after typing loses nothing', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('最后一个字');
  await product.reload();
  assert.equal(await product.narrative('problems').inputValue(), '最后一个字');
});

test('damaged, newer and foreign texts are shown, offered as files and left as they are', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.saved();
  const stored = {
    [`${KEY}aaa`]: '{"kind":"disclosure-report-draft","schema":1,"cel',
    [`${KEY}bbb`]: JSON.stringify({ kind: 'disclosure-report-draft', schema: 99, secret: '新版内容' }),
    [`${KEY}ccc`]: '"<script>alert(1)</script>"',
    'another-tool': 'not ours',
  };
  await product.page.evaluate((texts) => Object.entries(texts).forEach(([key, text]) => localStorage.setItem(key, text)), stored);
  await product.list();
  await product.reload();
  await rows(product).nth(3).waitFor();
  assert.equal(await rows(product).count(), 4);
  const text = async (id) => product.page.locator(`tr[data-draft="${id}"]`).textContent();
  assert.match(await text('aaa'), /打不开.*内容损坏（第 1 行第 \d+ 个字符起认不出），原样留着没有动/);
  assert.match(await text('bbb'), /打不开.*由更新的版本保存（第 99 版，本版本只认到第 2 版），不能改/);
  assert.match(await text('ccc'), /打不开.*不是年报草稿/);
  const [download] = await Promise.all([
    product.page.waitForEvent('download'),
    product.page.locator('tr[data-draft="bbb"]').getByRole('button', { name: '另存为文件' }).click(),
  ]);
  assert.equal(await readFile(await download.path(), 'utf8'), stored[`${KEY}bbb`]);
  await product.page.goto(`${product.address}#/bbb/requests`);
  await product.reload();
  await product.page.getByText('由更新的版本保存').waitFor();
  const now = await product.stored();
  for (const [key, kept] of Object.entries(stored)) assert.equal(now[key], kept);
});

test('a draft that is not there is said, and nothing is made up', async (product) => {
  await product.open('#/gone/requests');
  await product.page.getByText('本浏览器里没有这份草稿，可能已经删除。').waitFor();
  assert.deepEqual(await product.stored(), {});
});

/** Fills local storage to the last byte. */
test('without room typing goes on, the stored draft stays whole, and saving resumes', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.saved();
  await product.part('存在的主要问题');
  const before = await product.stored();
  await product.fillStorage();
  await product.narrative('problems').pressSequentially('空间满了也能写');
  await product.page.locator('.notice', { hasText: '没有保存：浏览器空间已满。另存为文件' }).waitFor();
  assert.equal(await product.page.locator('.save-status', { hasText: '已保存' }).count(), 0);
  for (const [key, text] of Object.entries(before)) assert.equal((await product.stored())[key], text);
  const [download] = await Promise.all([product.page.waitForEvent('download'), action(product, '另存为文件').click()]);
  assert.match(download.suggestedFilename(), /（草稿）\.json$/);
  // Going back to the list, or building the page anew in English, would lose it, so the page stays.
  await action(product, 'English').click();
  await product.page.locator('.report-name a').click();
  assert.equal(await product.narrative('problems').inputValue(), '空间满了也能写');
  await product.makeRoom();
  await product.narrative('problems').pressSequentially('。');
  await product.saved();
  await product.reload();
  assert.equal(await product.narrative('problems').inputValue(), '空间满了也能写。');
});

test('saving resumes by itself when there is room', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.saved();
  await product.part('存在的主要问题');
  await product.fillStorage();
  await product.narrative('problems').pressSequentially('不再按键');
  await product.page.locator('.notice', { hasText: '没有保存：浏览器空间已满' }).waitFor();
  await product.makeRoom();
  await product.saved();
  assert.equal(await product.page.getByText('没有保存').count(), 0);
  await product.reload();
  assert.equal(await product.narrative('problems').inputValue(), '不再按键');
});

test('a text that the browser keeps in part is no other window\'s, and the next save replaces it', async (product) => {
  await product.page.addInitScript(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function setInPart(key, text) {
      setItem.call(this, key, window.torn && key.includes('/draft/') ? text.slice(0, 40) : text);
    };
  });
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.saved();
  await product.part('存在的主要问题');
  await product.page.evaluate(() => (window.torn = true));
  await product.narrative('problems').pressSequentially('存不住');
  await product.page.getByText('没有保存：浏览器没有存住。另存为文件。').waitFor();
  await product.narrative('problems').pressSequentially('，还是存不住');
  await product.page.waitForTimeout(2500);
  assert.equal(await product.page.getByText('另一个窗口').count(), 0);
  await product.page.evaluate(() => (window.torn = false));
  await product.saved();
  await product.reload();
  assert.equal(await product.narrative('problems').inputValue(), '存不住，还是存不住');
});

/** What lies in the journal, by key. */
const journal = (product) =>
  product.page.evaluate(
    () =>
      new Promise((done, fail) => {
        const request = indexedDB.open('disclosure-report');
        request.onerror = fail;
        request.onsuccess = () => {
          const store = request.result.transaction('texts').objectStore('texts');
          const found = {};
          store.openCursor().onsuccess = ({ target: { result } }) => {
            if (!result) {
              request.result.close();
              done(found);
              return;
            }
            found[result.key] = result.value;
            result.continue();
          };
        };
      }),
  );

test('what local storage lost is there again from the journal', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('先');
  await product.saved();
  const older = await product.stored();
  await product.narrative('problems').pressSequentially('后');
  await product.saved();
  const newer = await product.stored();
  assert.deepEqual(await journal(product), newer);
  for (const lost of [older, {}]) {
    // A page of the same origin that is not the program.
    await product.page.goto(`${product.address}old.js`);
    await product.page.evaluate((texts) => {
      localStorage.clear();
      Object.entries(texts).forEach(([key, text]) => localStorage.setItem(key, text));
    }, lost);
    await product.open();
    assert.equal(await rows(product).count(), 1);
    assert.deepEqual(await product.stored(), newer);
  }
  // That page has no icon.
}, { allow: ['404'] });

test('a deleted draft is in neither place, and one brought back is in both', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.saved();
  await product.list();
  const before = await product.stored();
  await action(product, '删除：望川县柳溪镇人民政府2025年').click();
  await product.page.waitForFunction(() => document.activeElement?.textContent === '撤销删除');
  while (Object.keys(await journal(product)).length) await product.page.waitForTimeout(20);
  await action(product, '撤销删除').click();
  while (!Object.keys(await journal(product)).length) await product.page.waitForTimeout(20);
  assert.deepEqual(await journal(product), before);
  await action(product, '删除：望川县柳溪镇人民政府2025年').click();
  while (Object.keys(await journal(product)).length) await product.page.waitForTimeout(20);
  await product.reload();
  await product.page.getByRole('heading', { name: '还没有年报' }).waitFor();
});

test('without IndexedDB the words say that the disk is still to follow', async (product) => {
  await product.page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('收到和处理');
  await product.cell('requests.received.enterprise').focus();
  await product.page.keyboard.type('41');
  await product.page.locator('.save-status', { hasText: /已写入浏览器 \d\d:\d\d:\d\d（几秒后到硬盘）/ }).waitFor();
  assert.equal(await product.page.getByText('已保存').count(), 0);
  await product.reload();
  assert.equal(await product.shown('requests.received.enterprise'), '41');
});

test('an IndexedDB that never answers does not keep the page from opening', async (product) => {
  await product.page.addInitScript(() => {
    IDBFactory.prototype.open = () => ({});
  });
  await product.open();
  await product.create('望川县柳溪镇人民政府');
});

test('a draft of an older version says so and offers the text it came from as a file', async (product) => {
  const old = await readFile(new URL('../../fixtures/drafts/v1.json', import.meta.url), 'utf8');
  await product.open();
  await product.page.evaluate(([key, text]) => localStorage.setItem(key, text), [`${KEY}k3f9`, old]);
  await product.page.goto(`${product.address}#/k3f9/problems`);
  await product.reload();
  await product.page.getByText('这份草稿由旧版本保存，已经转成新的').waitFor();
  await product.narrative('problems').pressSequentially('。');
  await product.saved();
  const [download] = await Promise.all([product.page.waitForEvent('download'), action(product, '另存为文件').click()]);
  assert.equal(await readFile(await download.path(), 'utf8'), old);
  await action(product, '知道了').click();
  assert.equal(await product.page.getByText('由旧版本保存').isVisible(), false);
  await product.reload();
  assert.equal(await product.narrative('problems').inputValue(), '一是甲。\n二是乙。。');
  assert.equal(await product.page.getByText('由旧版本保存').count(), 0);
});

test('a draft that cannot be opened says why and offers its text as a file', async (product) => {
  await product.open();
  const damaged = '{"kind":"disclosure-report-draft","schema":2,"cel';
  await product.page.evaluate(([key, text]) => localStorage.setItem(key, text), [`${KEY}aaa`, damaged]);
  await product.page.goto(`${product.address}#/aaa/requests`);
  await product.reload();
  await product.page.getByText(/内容损坏（第 1 行第 \d+ 个字符起认不出），原样留着没有动/).waitFor();
  const [download] = await Promise.all([product.page.waitForEvent('download'), action(product, '另存为文件').click()]);
  assert.equal(await readFile(await download.path(), 'utf8'), damaged);
});

test('a file can be dropped anywhere on the page, also while a draft is open', async (product) => {
  const drop = (name, text) =>
    product.page.evaluate(
      ([fileName, content]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], fileName));
        for (const type of ['dragover', 'drop']) {
          const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
          if (document.querySelector('main').dispatchEvent(event)) throw new Error(`the browser would take the ${type}`);
        }
      },
      [name, text],
    );
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('写到一半');
  const old = await readFile(new URL('../../fixtures/drafts/v1.json', import.meta.url), 'utf8');
  await drop('另一份.json', old);
  await product.page.getByRole('heading', { name: '我的年报' }).waitFor();
  await rows(product).nth(1).waitFor();
  assert.equal(await rows(product).count(), 2);
  const kept = Object.values(await product.stored()).map((text) => JSON.parse(text).narratives.problems);
  assert.deepEqual(kept.sort(), ['写到一半', '一是甲。\n二是乙。'].sort());
  await drop('照片.jpg', 'no JSON');
  await product.page.getByText(/没有从“照片\.jpg”里读出年报/).waitFor();
  await product.page.getByRole('link', { name: '我的年报' }).first().click();
  await rows(product).nth(1).waitFor();
  assert.equal(await rows(product).count(), 2);
});

test('where storing is forbidden the page says so, works, and offers the draft as a file', async (product) => {
  await product.page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
  });
  await product.open();
  await product.page.getByText('浏览器禁止本页存数据').waitFor();
  await product.create('望川县柳溪镇人民政府');
  await product.part('收到和处理');
  await product.cell('requests.received.enterprise').focus();
  await product.page.keyboard.type('5');
  assert.equal(await product.shown('requests.received.total'), '5');
  assert.equal(await product.page.getByText('已保存').count(), 0);
  await product.list();
  assert.equal(await rows(product).count(), 1);
  await product.page.getByRole('link', { name: '继续填写：望川县柳溪镇人民政府2025年' }).click();
  await product.part('收到和处理');
  assert.equal(await product.shown('requests.received.enterprise'), '5');
  const [download] = await Promise.all([product.page.waitForEvent('download'), action(product, '另存为文件').click()]);
  assert.match(download.suggestedFilename(), /\.json$/);
});

/** Types here what another window stored in the same moment: before any event could tell of it. */
async function collide(product, store) {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.saved();
  await product.part('存在的主要问题');
  await product.page.evaluate(store);
  await product.narrative('problems').pressSequentially('这边写的');
}

const changeStored = () => {
  const key = Object.keys(localStorage).find((one) => one.startsWith('disclosure-report/draft/'));
  const draft = JSON.parse(localStorage.getItem(key));
  localStorage.setItem(key, JSON.stringify({ ...draft, narratives: { problems: '那边写的' } }));
};

test('a draft changed in another window is not overwritten; both texts can be kept', async (product) => {
  await collide(product, changeStored);
  await product.page.getByText('没有保存：另一个窗口改过这份草稿。').waitFor();
  await action(product, '这里的另存一份').click();
  await product.saved();
  await product.list();
  assert.equal(await rows(product).count(), 2);
  const kept = Object.values(await product.stored()).map((text) => JSON.parse(text).narratives.problems);
  assert.deepEqual(kept.sort(), ['这边写的', '那边写的'].sort());
});

test('of two windows the one may take over what the other stored', async (product) => {
  await collide(product, changeStored);
  await product.page.getByText('没有保存：另一个窗口改过这份草稿。').waitFor();
  await action(product, '改用那边的').click();
  assert.equal(await product.narrative('problems').inputValue(), '那边写的');
});
