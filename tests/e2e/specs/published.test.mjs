// Published reports, read back in: from the clipboard and from real files, beside their source, and what
// is done with them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from '../product.mjs';
import { TABLE_THREE, busy, openWhole } from '../reports.mjs';

const CASES = new URL('../../fixtures/import/', import.meta.url);
const source = (name) => readFile(new URL(name, CASES));
const text = async (name) => (await source(name)).toString('utf8');

const SHANGHAI = 'shanghai-gov-office-2019/source';
const rows = (product) => product.page.locator('.compare tbody tr:not(.group-row)');
const row = (product, name) => rows(product).filter({ has: product.page.getByRole('rowheader', { name, exact: true }) });
const button = (product, name) => product.page.getByRole('button', { name, exact: true });
const radio = (product, name) => product.page.getByRole('radio', { name });
const figures = async (product, name) => {
  await row(product, name).waitFor();
  return row(product, name).locator('.figures-line i').evaluateAll((all) => all.map((one) => one.textContent.trim().split(' ').pop()));
};

async function openReader(product) {
  await product.page.goto(`${product.address}#/-/published`);
  await product.page.getByRole('heading', { name: '读入已公布的年报' }).waitFor();
}

async function paste(product, flavours) {
  await product.page.getByLabel('在这里粘贴').focus();
  await product.pasteFlavours(flavours);
}

async function choose(product, name, buffer) {
  await product.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** A whole report and the draft of the year after it. */
async function nextYear(product) {
  const report = busy();
  report.cells['requests.received.enterprise'] = '0';
  await product.open();
  await openWhole(product, report);
  await product.list();
  await product.page.getByRole('button', { name: /复制为2026年/ }).click();
  await product.part('收到和处理');
  return report.cells;
}

test('what was pasted or dropped is read, and shown beside its source before anything is written', async (product) => {
  await product.open();
  await openReader(product);
  const before = await product.stored();
  await paste(product, { 'text/html': await text(`${SHANGHAI}.html`), 'text/plain': 'something else' });
  await rows(product).first().waitFor();
  assert.deepEqual(await figures(product, '表二 政府集中采购'), ['6', '25.1']);
  assert.match(await row(product, '表二 政府集中采购').textContent(), /第 28 行政府集中采购 \| 6 \| 251000元.*“251000元”按 25\.1 读/);
  assert.deepEqual(await figures(product, '表三 一、本年新收'), ['821', '35', '0?', '0?', '2', '1', '859']);
  assert.match(await row(product, '机关全称').textContent(), /第 1 行2019年上海市人民政府办公厅政府信息公开工作年度报告上海市人民政府办公厅确定/);
  await product.page.getByText('格式：国办公开办函〔2019〕60号').waitFor();
  assert.deepEqual(await product.stored(), before);
  // The same from a file that is dropped anywhere.
  await product.page.goto(`${product.address}#/`);
  const bytes = [...(await source('jinghan-2021/source.txt'))];
  await product.page.evaluate((all) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(all)], '去年的年报.txt'));
    document.querySelector('h1').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, bytes);
  await product.page.getByRole('heading', { name: '已读：去年的年报.txt，301 行' }).waitFor();
  assert.deepEqual(await figures(product, '表二 规章'), ['0', '0', '0']);
  assert.match(await row(product, '表二 规章').textContent(), /“00”按 0 读/);
  assert.deepEqual(await product.stored(), before);
});

test('Word and Excel files and pages saved with all that is in them read as the page does', async (product) => {
  await product.open();
  await openReader(product);
  for (const ending of ['docx', 'xlsx', 'xls', 'mht']) {
    await choose(product, `年报.${ending}`, await source(`${SHANGHAI}.${ending}`));
    await product.page.getByRole('heading', { name: new RegExp(`已读：年报\\.${ending}`) }).waitFor();
    assert.deepEqual(await figures(product, '表三 一、本年新收'), ['821', '35', '0?', '0?', '2', '1', '859'], ending);
    assert.deepEqual(await figures(product, '表四 未经复议直接起诉'), ['8', '0?', '0?', '1', '9'], ending);
  }
});

test('a source that cannot be read says what it is and what to do', async (product) => {
  await product.open();
  await openReader(product);
  const said = product.page.locator('main [role=status] .notice--error');
  for (const [name, buffer, words] of [
    ['年报.doc', await source(`${SHANGHAI}.doc`), /没有读“年报\.doc”：这是旧版 Word.*另存为 \.docx/],
    ['年报.pdf', Buffer.from('%PDF-1.7'), /这是 PDF 文件/],
    ['扫描.png', Buffer.from('\x89PNG\r\n', 'latin1'), /这是图片或扫描件/],
    ['年报.docx', Buffer.from('PK\x03\x04broken', 'latin1'), /文件损坏/],
    ['年报.zip', Buffer.from('PK\x05\x06' + '\0'.repeat(18), 'latin1'), /这是压缩文件/],
    ['总结.txt', Buffer.from('今年做了很多工作。'), /没有从“总结.txt”里读出年报/],
    ['大.html', Buffer.from('<td>'.repeat(3_000_000)), /内容太多/],
  ]) {
    await choose(product, name, buffer);
    await said.filter({ hasText: words }).waitFor();
    assert.equal(await rows(product).count(), 0);
  }
  await paste(product, { 'text/html': '<img src="http://elsewhere.example/a.png"><script>document.title = 1</script>', 'text/plain': '' });
  await said.filter({ hasText: /没有从“粘贴的内容”里读出年报/ }).waitFor();
});

test('what is not certain is left open, and is offered where it may be something', async (product) => {
  await product.open();
  await openReader(product);
  await paste(product, { 'text/plain': await text('xisizhen-2025-flattened-digits/source.txt') });
  const rules = row(product, '表二 规章');
  await rules.waitFor();
  assert.deepEqual(await figures(product, '表二 规章'), ['0?', '0?', '0?']);
  assert.match(await rules.textContent(), /数字连在一起（000），请确认怎样分开/);
  await product.page.getByLabel('只看要处理的').check();
  assert.equal(await row(product, '年度').count(), 0, 'what is certain is not shown');
  await row(product, '表二 规章').getByLabel('空着的按 0 填').check();
  await radio(product, '存成一份 2025 年的年报').check();
  await button(product, '采用').click();
  await product.part('主动公开');
  assert.equal(await product.shown('documents.rules.made'), '0', 'what was offered and taken');
  assert.equal(await product.shown('documents.normative_documents.made'), '', 'what was offered and not taken');
  assert.equal(await product.shown('licensing.licences.decisions'), '', 'what was not found is not 0');
});

test('what was read can be taken whole, row by row, cell by cell or not at all, and taken back in one step', async (product) => {
  await product.open();
  await product.create('上海市人民政府办公厅', { year: 2020 });
  await product.page.getByRole('button', { name: '读入已公布的年报' }).click();
  await paste(product, { 'text/html': await text(`${SHANGHAI}.html`) });
  await rows(product).first().waitFor();
  await button(product, '全部不采用').click();
  assert.equal(await product.page.locator('.compare td input:checked').count(), 0);
  await button(product, '带“?”的都照填').click();
  const over = '表三 四、结转下年度';
  const whole = row(product, over).getByLabel(`采用：${over}`, { exact: true });
  await whole.check();
  // One cell of the row is left, and the row says so.
  await row(product, over).getByRole('button', { name: `逐格：${over}` }).click();
  const cells = product.page.locator('.cells-row');
  assert.deepEqual(await cells.locator('tr').nth(1).locator('td').allTextContents(), ['72', '', '', '', '', '', '72']);
  await cells.getByLabel(`采用：${over} 自然人 72`, { exact: true }).uncheck();
  assert.equal(await whole.isChecked(), false);
  await cells.getByLabel(`采用：${over} 商业企业 0?`, { exact: true }).uncheck();
  assert.ok(await row(product, over).getByLabel(/^空着的按 0 填/).evaluate((one) => one.indeterminate));
  await cells.getByLabel(`采用：${over} 自然人 72`, { exact: true }).check();
  assert.equal(await whole.isChecked(), true);
  assert.equal(await product.page.getByLabel('用到哪一份').locator('option:checked').textContent(), '上海市人民政府办公厅2020年政府信息公开工作年度报告');
  await product.page.getByLabel('上年的文字用作起稿').check();
  await button(product, '采用').click();
  await product.page.locator('.notice').getByText(/已放在旁边：.*照上年填了 \d+ 处，可以撤销/).waitFor();
  await product.part('收到和处理');
  const carried = ['natural_person', 'enterprise', 'research_institution', 'public_benefit_organization', 'legal_service_organization', 'other_organization', 'total'];
  const shown = () => Promise.all(carried.map((column) => product.shown(`requests.carried_in.${column}`)));
  assert.deepEqual(await shown(), ['72', '', '0', '0', '0', '0', '72']);
  await product.page.keyboard.press('Control+z');
  await product.page.waitForFunction(() => document.querySelector('[data-cell="requests.carried_in.natural_person"] input')?.value === '');
  assert.deepEqual(await shown(), ['', '', '', '', '', '', '0']);
  assert.equal(await product.page.locator('.ghost').count(), 0);
  await product.page.keyboard.press('Control+y');
  await product.page.waitForFunction(() => document.querySelector('[data-cell="requests.carried_in.natural_person"] input')?.value === '72');
  await product.saved();
  await product.reload();
  assert.deepEqual(await shown(), ['72', '', '0', '0', '0', '0', '72']);
});

test('last year\'s figure stands in each cell in which it was not 0, and can be switched off', async (product) => {
  const cells = await nextYear(product);
  const ghosts = () => product.page.locator('.ghost').evaluateAll((all) => Object.fromEntries(all.map((one) => [one.closest('td').dataset.cell, one.textContent])));
  const inputs = TABLE_THREE.filter((id) => !id.endsWith('.total') && !id.includes('outcomes_total'));
  const expected = Object.fromEntries(inputs.filter((id) => cells[id] !== '0').map((id) => [id, cells[id]]));
  assert.deepEqual(await ghosts(), expected);
  const id = 'requests.received.natural_person';
  await product.cell(id).focus();
  await product.page.locator('.context-bar').getByText(`上年 ${cells[id]}`).waitFor();
  const carried = 'requests.carried_in.enterprise';
  await product.cell(carried).focus();
  const last = cells['requests.carried_over.enterprise'];
  await product.page.locator('.context-bar').getByText(`按上年应为 ${last}`).waitFor();
  assert.equal(await product.shown(carried), last, 'what was carried over is there');
  await product.page.getByLabel('显示上年数').uncheck();
  assert.deepEqual(await ghosts(), {});
});

test('last year\'s text stands below, and a text that is still the same is marked as last year\'s', async (product) => {
  await product.open();
  await product.create('景罕镇人民政府', { year: 2022 });
  await product.page.getByRole('button', { name: '读入已公布的年报' }).click();
  await paste(product, { 'text/plain': await text('jinghan-2021/source.txt') });
  await rows(product).first().waitFor();
  await product.page.getByLabel('上年的文字用作起稿').check();
  await button(product, '采用').click();
  await product.part('存在的主要问题');
  const problems = product.page.locator('[data-narrative=problems]');
  assert.match(await problems.locator('textarea').inputValue(), /^2021年，我镇政府信息公开工作推进有条不紊/);
  const mark = problems.getByText('上年文字，还没有改');
  await mark.waitFor();
  await problems.locator('textarea').press('Control+End');
  await problems.locator('textarea').pressSequentially('又。');
  await mark.waitFor({ state: 'hidden' });
  await problems.locator('summary').click();
  await problems.locator('details p').getByText('推进有条不紊').waitFor();
  await product.review();
  await product.page.getByText(/五、存在的主要问题及改进情况：与上年文字有 99% 相同/).waitFor();
});

test('the cover says which report of last year stands beside the draft, and what cannot be compared with it', async (product) => {
  await product.open();
  await openReader(product);
  await paste(product, { 'text/plain': await text('zhongbu-2020-oldform/source.txt') });
  await rows(product).first().waitFor();
  await button(product, '采用').click();
  const cover = product.page.locator('[data-field=last_year]');
  await cover.getByText('中埠镇人民政府2020年政府信息公开工作年度报告').waitFor();
  await cover.getByText(/表二 第二十条第（一）项不能相比：.*对外公开总数量不是现行有效件数/).waitFor();
  await cover.getByText(/表二 第二十条第（九）项不能相比：新格式不再填政府集中采购/).waitFor();
  assert.equal(await product.field('organ').inputValue(), '中埠镇人民政府');
  await cover.getByRole('button', { name: '去掉上年报告' }).click();
  await cover.getByText('还没有上年报告').waitFor();
  // Taken back, the cursor goes to where it is again.
  await product.page.keyboard.press('Control+z');
  await cover.getByRole('button', { name: '去掉上年报告' }).waitFor();
  await product.page.waitForFunction(() => document.activeElement?.closest('[data-field=last_year]'));
});

test('what is said to a finding lets it stand, is kept in the draft and can be put into part six', async (product) => {
  const cells = await nextYear(product);
  const id = 'requests.carried_in.enterprise';
  await product.cell(id).focus();
  await product.page.keyboard.type(String(Number(cells['requests.carried_over.enterprise']) + 1));
  await product.page.keyboard.press('Enter');
  await product.review();
  const errors = product.page.locator('.finding--error');
  const finding = errors.filter({ hasText: /商业企业一列：上年结转/ });
  await finding.getByLabel('写明原因').fill('上年报告漏计1件');
  await finding.getByLabel('写明原因').press('Enter');
  const explained = product.page.locator('section').filter({ has: product.page.getByRole('heading', { name: '已说明' }) });
  const line = explained.locator('.finding').filter({ hasText: /商业企业一列/ });
  await line.waitFor();
  assert.equal(await errors.filter({ hasText: /商业企业一列：上年结转/ }).count(), 0);
  await line.getByRole('button', { name: '写进“六、其他需要报告的事项”' }).click();
  const json = JSON.parse((await product.export('json')).text);
  assert.deepEqual(json.explanations, { 'opening_balance.enterprise:1': '上年报告漏计1件' });
  assert.match(json.narratives.other_matters, /^表三 商业企业一列：上年结转.*，相差 1，原因是：上年报告漏计1件。$/);
  await line.getByText('已写进“六、其他需要报告的事项”').waitFor();
  await product.saved();
  await product.reload();
  await line.waitFor();
  // Of the same finding another reason takes the place of the first.
  await line.getByLabel('写明原因').fill('机构合并');
  await line.getByRole('button', { name: '写进“六、其他需要报告的事项”' }).click();
  const again = JSON.parse((await product.export('json')).text);
  assert.match(again.narratives.other_matters, /^表三 商业企业一列：[^\n]*原因是：机构合并。$/);
  // Another difference is explained anew, and what was said before is shown.
  await line.locator('a').first().click();
  await product.page.waitForFunction((id) => document.activeElement?.closest(`[data-cell="${id}"]`), id);
  await product.page.keyboard.type('999');
  await product.page.keyboard.press('Enter');
  await product.review();
  await finding.waitFor();
  await finding.getByText('数改过了。原来写的原因：机构合并').waitFor();
  assert.equal(JSON.parse((await product.export('json')).text).explanations, undefined);
});

test('what is said to a finding is kept at every key, and the finding stays where it is until its box is left', async (product) => {
  await nextYear(product);
  await product.cell('requests.carried_in.enterprise').focus();
  await product.page.keyboard.type('77');
  await product.page.keyboard.press('Enter');
  await product.review();
  const finding = product.page.locator('.finding--error').filter({ hasText: /商业企业一列：上年结转/ });
  const box = finding.getByLabel('写明原因');
  await box.focus();
  await product.page.keyboard.type('机构合并');
  await product.saved();
  assert.match(await product.stored().then(JSON.stringify), /机构合并/);
  assert.ok(await box.evaluate((one) => one === document.activeElement), 'it was not moved under the hands');
  await product.page.keyboard.press('Tab');
  await product.page.keyboard.press('Shift+Tab');
  assert.ok(await box.evaluate((one) => one === document.activeElement), 'nor on the way to its button and back');
  await product.page.keyboard.press('Enter');
  const explained = product.page.locator('section').filter({ has: product.page.getByRole('heading', { name: '已说明' }) });
  await product.page.waitForFunction(() => document.activeElement?.closest('section')?.textContent.includes('已说明'));
  assert.equal(await explained.locator('[data-explains]:focus').inputValue(), '机构合并');
  // One burst is one step, and the cursor stays with it.
  await product.page.keyboard.press('Control+z');
  await finding.waitFor();
  await product.page.waitForFunction(() => document.activeElement?.closest('.finding--error [data-explains]') && document.activeElement.value === '');
});

test('a published page is compared with the draft cell by cell, heading by heading and paragraph by paragraph', async (product) => {
  const report = { ...busy(), organ: '望川县人民政府' };
  report.narratives.problems = '一是公开不及时。\n二是栏目不全。';
  await product.open();
  await openWhole(product, report);
  const page = (await product.export('html')).text.replace(/<script[\s\S]*?<\/script>/g, '');
  const { cells } = report;
  const check = async (html, words) => {
    await openReader(product);
    await paste(product, { 'text/html': html });
    await rows(product).first().waitFor();
    await radio(product, '发布后核对：与 2025 年的草稿逐格逐段比对').check();
    await product.page.getByText(words).waitFor();
  };
  await check(page, '与草稿完全相同');
  const id = 'requests.received.enterprise';
  const changed = page
    .replace(new RegExp(`(data-cell="${id}"[^>]*>)[^<]*`), '$1999')
    .replace('>五、存在的主要问题及改进情况<', '>五、存在的问题及改进措施<')
    .replace('二是栏目不全。', '二是栏目不多。');
  assert.notEqual(changed, page);
  await check(changed, '与草稿有 3 处不同');
  const found = await product.page.locator('.differences tbody tr').evaluateAll((all) => all.map((one) => [...one.children].map((cell) => cell.textContent)));
  assert.deepEqual(found, [
    ['标题：五、存在的主要问题及改进情况', '五、存在的主要问题及改进情况', '五、存在的问题及改进措施'],
    ['五、存在的主要问题及改进情况', '二是栏目不全。', '二是栏目不多。'],
    ['表三 一、本年新收 × 商业企业', cells[id], '999'],
  ]);
});

test('two windows: what was read is taken over where the draft may be changed', async (product) => {
  await product.open();
  await product.create('中埠镇人民政府', { year: 2021 });
  await product.saved();
  const other = await product.second();
  await openReader(other);
  await paste(other, { 'text/plain': await text('zhongbu-2020-oldform/source.txt') });
  await rows(other).first().waitFor();
  await button(other, '采用').click();
  await other.page.getByText(/另一个窗口正在改这份年报/).first().waitFor();
  const cover = other.page.locator('[data-field=last_year]');
  await cover.getByText('还没有上年报告').waitFor();
  await other.page.getByRole('button', { name: '改在这里填' }).click();
  await cover.getByText('中埠镇人民政府2020年政府信息公开工作年度报告').waitFor();
});

test('a draft of the same year is for checking after publishing, and a person may choose otherwise', async (product) => {
  await product.open();
  await product.create('景罕镇人民政府', { year: 2021 });
  await product.page.getByRole('button', { name: '读入已公布的年报' }).click();
  await paste(product, { 'text/plain': await text('jinghan-2021/source.txt') });
  await rows(product).first().waitFor();
  const compare = radio(product, '发布后核对：与 2021 年的草稿逐格逐段比对');
  assert.ok(await compare.isChecked());
  await product.page.getByText(/与草稿有 \d+ 处不同/).waitFor();
  await radio(product, '存成一份 2021 年的年报').check();
  assert.ok(!(await compare.isChecked()));
  await button(product, '取消').click();
  await product.page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

test('a page on another form is compared where both forms ask for the same, and what is not is said', async (product) => {
  await product.open();
  await product.create('上海市人民政府办公厅', { year: 2021 });
  await product.page.getByRole('button', { name: '读入已公布的年报' }).click();
  await paste(product, { 'text/html': (await text(`${SHANGHAI}.html`)).replace(/2019年/g, '2021年') });
  await rows(product).first().waitFor();
  await product.page.getByText(/与草稿有 \d+ 处不同/).waitFor();
  const names = await product.page.locator('.differences tbody th').allTextContents();
  assert.ok(names.includes('表三 一、本年新收 × 自然人'), names.join());
  assert.ok(!names.some((name) => name.startsWith('表二')), names.join());
  await product.page.locator('.use-of-reading li').getByText(/表二 第二十条第（一）项不能相比/).waitFor();
});

test('what is given last is shown, however long what came before takes', async (product) => {
  await product.open();
  await openReader(product);
  const big = Buffer.from(`<html><body>${'<p>甲乙丙丁</p>'.repeat(900_000)}`);
  const input = product.page.locator('input[type=file]');
  const drop = (name, bytes) => product.page.evaluate(([name, text]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name));
    document.querySelector('h1').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, [name, bytes.toString('utf8')]);
  await input.setInputFiles({ name: '大.html', mimeType: 'text/html', buffer: big });
  await drop('小.html', await source(`${SHANGHAI}.html`));
  await product.page.getByRole('heading', { name: /^已读：小\.html/ }).waitFor();
  await product.page.waitForTimeout(1500);
  await product.page.getByRole('heading', { name: /^已读：小\.html/ }).waitFor();
  assert.equal(await product.page.locator('main [role=status] .notice--error').count(), 0);
});

test('what is read from the list is for no draft that was looked at before', async (product) => {
  await product.open();
  await product.create('景罕镇人民政府', { year: 2021 });
  await product.page.getByRole('button', { name: '读入已公布的年报' }).click();
  await product.page.getByRole('link', { name: '我的年报' }).click();
  await openReader(product);
  await paste(product, { 'text/plain': await text('zhongbu-2020-oldform/source.txt') });
  await rows(product).first().waitFor();
  const which = product.page.getByLabel('用到哪一份');
  assert.equal(await which.locator('option:checked').textContent(), '新建 2021 年的年报');
  await which.selectOption({ label: '景罕镇人民政府2021年政府信息公开工作年度报告' });
  await product.page.getByText('读出的机关是“中埠镇人民政府”，这份草稿是“景罕镇人民政府”，请核对。').waitFor();
  // Under another name a page is compared with the only draft of its year all the same.
  await paste(product, { 'text/plain': (await text('zhongbu-2020-oldform/source.txt')).replace(/2020年/g, '2021年') });
  await radio(product, /^发布后核对：与 2021 年/).check();
  await product.page.getByText(/与草稿有 \d+ 处不同/).waitFor();
});

test('what is not shown is neither taken nor left', async (product) => {
  await product.open();
  await openReader(product);
  await paste(product, { 'text/html': await text(`${SHANGHAI}.html`) });
  await rows(product).first().waitFor();
  const taken = async () => Number((await product.page.getByText(/^将采用 \d+ 项$/).textContent()).replace(/\D/g, ''));
  const all = await taken();
  await product.page.getByLabel('只看要处理的').check();
  await button(product, '全部不采用').click();
  const rest = await taken();
  assert.ok(rest > 0 && rest < all, `${rest} of ${all}`);
  await product.page.getByLabel('只看要处理的').uncheck();
  assert.ok(await row(product, '机关全称').getByLabel('采用：机关全称').isChecked());
  await button(product, '全部不采用').click();
  assert.equal(await taken(), 0);
});

test('of several files one is read after the other', async (product) => {
  await product.open();
  await openReader(product);
  const file = async (name, path) => ({ name, mimeType: 'application/octet-stream', buffer: await source(path) });
  await product.page.locator('input[type=file]').setInputFiles([
    await file('甲.html', `${SHANGHAI}.html`),
    await file('乙.txt', 'jinghan-2021/source.txt'),
    await file('丙.txt', 'xuwang-2025/source.txt'),
  ]);
  await product.page.getByRole('heading', { name: /^已读：甲\.html/ }).waitFor();
  await product.page.getByText('还有 2 个文件没有读：乙.txt、丙.txt').waitFor();
  await button(product, '读下一个').click();
  await product.page.getByRole('heading', { name: /^已读：乙\.txt/ }).waitFor();
  await product.page.getByText('还有 1 个文件没有读：丙.txt').waitFor();
  // What is used leaves the others where they are.
  await radio(product, '存成一份 2021 年的年报').check();
  await button(product, '采用').click();
  await product.field('organ').waitFor();
  await openReader(product);
  await button(product, '读下一个').click();
  await product.page.getByRole('heading', { name: /^已读：丙\.txt/ }).waitFor();
  assert.equal(await button(product, '读下一个').count(), 0);
});
