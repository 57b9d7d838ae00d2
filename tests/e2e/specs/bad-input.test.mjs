// What must not break it: absurd names and texts, markup, wrong files, figures no office has.
import assert from 'node:assert/strict';
import { figuresOf, test } from '../product.mjs';
import { FORM } from '../reports.mjs';

const EVIL = [
  '<script>window.hacked = 1</script>',
  '"><img src=x onerror="window.hacked = 1">',
  "'; window.hacked = 1; //",
  '🙂 👨‍👩‍👧 𠮷',
  'a\u0000b\u0007c\u001b[31m',
  '\u202eright to left\u202c \u200f\u2066',
  '{organ} {year} ${1+1} {{7*7}}',
].join(' ');

async function assertNotExecuted(product) {
  assert.equal(await product.page.evaluate(() => window.hacked), undefined);
}

test('leaving the page with the cursor in a text or the year breaks nothing', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.field('year').focus();
  await product.page.evaluate(() => (location.hash = '/'));
  await product.page.getByRole('heading', { name: '我的年报' }).waitFor();
  await product.page.goBack();
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('写到一半');
  await product.page.goBack();
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
  await product.page.goForward();
  assert.equal(await product.narrative('problems').inputValue(), '写到一半');
  await product.narrative('problems').focus();
  await product.page.evaluate(() => (location.hash = '/'));
  await product.page.getByRole('heading', { name: '我的年报' }).waitFor();
});

test('markup, control characters, emoji and right-to-left marks are text in every field', async (product, { context }) => {
  await product.open();
  await product.create('名');
  for (const name of ['organ', 'contact', 'address', 'postcode', 'phone', 'published_at']) await product.field(name).fill(EVIL);
  for (const part of FORM.parts.filter((one) => one.narratives)) {
    await product.part(part.label.split('、')[1]);
    for (const { id } of part.narratives) await product.narrative(id).fill(EVIL);
  }
  await product.part('主动公开政府信息情况');
  for (const id of ['documents.rules.made', 'fees.administrative_fees.amount']) await product.cell(id).fill(EVIL);
  await product.review();
  await assertNotExecuted(product);
  const html = await product.export('html');
  const json = await product.export('json');
  assert.ok(!/[\\/:*?"<>|\u0000-\u001f]/.test(html.name), html.name);
  assert.ok(Buffer.byteLength(html.name) <= 255);
  const page = await context.newPage();
  await figuresOf(page, html.text);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  // Its data, which is not run, and nothing else.
  assert.deepEqual(await page.locator('script, img').evaluateAll((all) => all.map((one) => one.type)), ['application/json']);
  // A page gets no control characters from a text field in the first place, so compare what was there.
  const kept = await product.stored();
  const draft = JSON.parse(Object.values(kept)[0]);
  assert.equal(JSON.parse(json.text).header.organ, draft.header.organ);
  await product.list();
  await assertNotExecuted(product);
  await product.openFile('again.json', json.text);
  await product.notice().waitFor();
  const all = Object.values(await product.stored()).map((text) => JSON.parse(text));
  assert.deepEqual(all[0].header, all[1].header);
  assert.deepEqual(all[0].narratives, all[1].narratives);
  assert.deepEqual(all[0].cells, all[1].cells);
});

test('a name of 10,000 characters is kept whole and the page stays usable', async (product) => {
  await product.open();
  await product.create('名');
  const name = '望'.repeat(10_000);
  await product.field('organ').fill(name);
  await product.saved();
  const wide = await product.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `the page scrolls sideways by ${wide}`);
  await product.reload();
  assert.equal(await product.field('organ').inputValue(), name);
  await product.review();
  const { name: file } = await product.export('html');
  assert.ok(Buffer.byteLength(file) <= 255 && file.endsWith('年政府信息公开工作年度报告（草稿）.html'), file);
  await product.list();
  await product.page.getByRole('button', { name: /^删除/ }).click();
  await product.page.getByText('已删除').waitFor();
});

for (const [typed, reason] of [
  ['1234567890123456789012345678901234567890', '位数太多'],
  ['-3', '不能小于 0'],
  ['3.5', '件数不能有小数'],
  ['1O', '认不出是几'],
  ['/', '认不出是几'],
]) {
  test(`“${typed}” in a count is kept as typed, counts as nothing and says why`, async (product) => {
    await product.open();
    await product.create('望川县柳溪镇人民政府');
    await product.part('收到和处理');
    const id = 'requests.received.enterprise';
    await product.cell(id).focus();
    await product.page.keyboard.type(typed);
    assert.equal(await product.shown(id), typed);
    assert.equal(await product.shown('requests.received.total'), '0');
    assert.equal(await product.cell(id).getAttribute('aria-invalid'), 'true');
    await product.review();
    const link = product.page.getByRole('link', { name: new RegExp(`表三 一、本年新收 × 商业企业写的是“.*”，${reason}`) });
    await link.click();
    await product.page.waitForFunction((at) => document.activeElement?.closest('[data-cell]')?.dataset.cell === at, id);
  });
}

for (const [name, text, message] of [
  ['photo.json', '\u0089PNG', /没有从“photo.json”里读出年报/],
  ['empty.json', '', /没有从“empty.json”里读出年报/],
  ['list.json', '[]', /里面不是年报，也不是草稿/],
  ['recipe.json', '{"kind":"recipe"}', /里面不是年报，也不是草稿/],
  ['newer.json', '{"kind":"disclosure-report","version":9}', /由更新的版本导出（第 9 版，本版本只认到第 1 版）/],
  ['draft.json', '{"kind":"disclosure-report-draft","schema":9}', /由更新的版本导出（第 9 版/],
  ['form.json', '{"kind":"disclosure-report","version":1,"format":"us-2021"}', /用的报告格式“us-2021”本版本没有/],
  ['half.json', '{"kind":"disclosure-report","version":1,"format":"cn-2021"}', /其中“header”缺少或者不对/],
  ['deep.json', '['.repeat(100_000), /不是本工具的文件，或者已经损坏/],
  ['large.json', ' '.repeat(9 * 1024 * 1024), /文件超过 8 MB，不是年报文件/],
]) {
  test(`${name} is refused with a reason, and nothing is added`, async (product) => {
    await product.open();
    await product.openFile(name, text);
    await product.notice().filter({ hasText: message }).waitFor();
    assert.deepEqual(await product.stored(), {});
  });
}

test('a file whose totals disagree is opened, and the totals are said and not believed', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('收到和处理');
  await product.cell('requests.received.enterprise').fill('5');
  await product.review();
  const { text } = await product.export('json');
  await product.list();
  await product.openFile('changed.json', text.replace('"requests.received.total": 5', '"requests.received.total": 6'));
  assert.match(await product.notice().textContent(), /已打开：望川县柳溪镇人民政府2025年.*表三 一、本年新收 × 总计：文件里是 6，按各项相加是 5，以相加的为准/);
});
