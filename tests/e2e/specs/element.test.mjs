// The element <disclosure-report> in a page of somebody else's, with styles and keys of its own.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asFile, faults } from '../office.mjs';
import { DIST, Product, test } from '../product.mjs';
import { asFile as asReport, busy, withTotals } from '../reports.mjs';
import { serve } from '../server.mjs';

const ORGAN = '望川县柳溪镇人民政府';

const folder = mkdtempSync(join(tmpdir(), 'host-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
cpSync(DIST, join(folder, 'nianbao'), { recursive: true });
const page = (name, body) => writeFileSync(join(folder, name), `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>望川县人民政府</title><link rel="icon" href="data:,"><link rel="stylesheet" href="host.css"></head><body><h1>望川县人民政府</h1><p>主页</p><table><tr><td>表</td></tr></table><textarea></textarea><div id="loading">载入</div>${body}</body></html>`);
const SCRIPT = '<script type="module" src="nianbao/element.js"></script>';
// What old and careless sites have, and worse.
writeFileSync(join(folder, 'host.css'), `
  * { font: italic 30px/3 cursive !important; color: red !important; letter-spacing: 5px !important; text-transform: uppercase !important; direction: rtl !important; --ink: lime !important; --unit: 99px !important; --accent: lime !important; }
  html { font-size: 62.5%; }
  table { border: 9px solid lime; border-collapse: collapse; width: 50%; }
  td, th { padding: 40px !important; background: yellow !important; }
  input, button { display: none !important; height: 90px !important; }
  body { width: 1200px; margin: 0 auto; text-align: center; visibility: visible; cursor: wait; word-break: break-all; text-indent: 4em; white-space: pre; user-select: none; }
`);
page('plain.html', '');
page('one.html', `<disclosure-report></disclosure-report>${SCRIPT}`);
page('wishes.html', `<disclosure-report organ="${ORGAN}" organ-code="11330100MB1" year="2025" format="cn-2021"></disclosure-report>${SCRIPT}`);
page('odd.html', `<disclosure-report organ="${ORGAN}" year="去年" format="cn-1999"></disclosure-report>${SCRIPT}`);
page('two.html', `<disclosure-report id="a"></disclosure-report><disclosure-report id="b" lang="en"></disclosure-report>${SCRIPT}`);
page('twice.html', `<disclosure-report></disclosure-report>${SCRIPT}${SCRIPT.replace('element.js', 'element.js?again')}`);
const HOST = { from: folder };

/** Opens a page of the host and waits for the program in it. */
async function open(product, name) {
  await product.page.goto(product.address + name);
  await product.page.locator('disclosure-report .app-bar').first().waitFor();
  return product;
}

/** Calls the element's API in the page. */
const api = (product, call, argument) =>
  product.page.evaluate(async ([name, one]) => document.querySelector('disclosure-report').api(1)[name](one), [call, argument]);

const PROPERTIES = ['fontSize', 'fontFamily', 'fontStyle', 'fontWeight', 'lineHeight', 'letterSpacing', 'textTransform', 'direction', 'color', 'backgroundColor', 'textAlign', 'paddingTop', 'paddingLeft', 'borderTopWidth', 'borderTopColor', 'borderCollapse', 'display', 'visibility', 'cursor', 'textIndent', 'whiteSpace', 'wordBreak', 'userSelect', 'height'];
const SEEN = ['.disclosure-report', '.app-bar', '.wordmark', '.button--primary', '.part-nav li a', '.sheet__head h1', '.report-table', '.report-table thead th', '.report-table tbody th', '[data-cell="requests.received.enterprise"] input', '[data-cell="requests.received.total"] output', '[data-balance="enterprise"]'];

/** How the program looks: computed styles of what table three is made of. */
async function looks(product) {
  // Nothing is under the mouse.
  await product.page.mouse.move(0, 0);
  return product.page.evaluate(([selectors, properties]) => {
    const root = document.querySelector('disclosure-report')?.shadowRoot ?? document;
    return selectors.map((selector) => {
      const style = getComputedStyle(root.querySelector(selector));
      // How high it is as a whole follows from the window.
      const own = selector === '.disclosure-report' ? properties.filter((name) => name !== 'height') : properties;
      return [selector, ...own.map((name) => `${name}: ${style[name]}`)];
    });
  }, [SEEN, PROPERTIES]);
}

const looksOfHost = (product) =>
  product.page.evaluate((properties) => ['h1', 'p', 'td', 'textarea', 'body'].map((name) => {
    const style = getComputedStyle(document.querySelector(name));
    return [name, ...properties.filter((one) => name !== 'body' || one !== 'height').map((one) => `${one}: ${style[one]}`)];
  }), PROPERTIES);

test('in a hostile page it looks as on its own, and the page looks as before', async (product, { context }) => {
  const own = new Product(await context.newPage(), `${product.address}nianbao/`);
  await own.page.setViewportSize({ width: 1200, height: 500 });
  await own.tableThree(ORGAN);
  const expected = await looks(own);
  await product.page.setViewportSize({ width: 1300, height: 500 });
  await product.page.goto(`${product.address}plain.html`);
  const before = await looksOfHost(product);
  await open(product, 'one.html');
  await product.create(`${ORGAN}二`);
  await product.part('收到和处理');
  assert.deepEqual(await looks(product), expected);
  assert.deepEqual(await looksOfHost(product), before);
  assert.equal(await product.page.evaluate(() => document.adoptedStyleSheets.length + document.querySelectorAll('head style').length), 0);
}, HOST);

test('a report is made in a page of a host, which hears of it, asks for it and takes it', async (product) => {
  await open(product, 'one.html');
  await product.page.evaluate(() => {
    window.heard = [];
    for (const name of ['report-change', 'report-export']) addEventListener(name, (event) => window.heard.push([name, event.detail, event.target.localName]));
  });
  assert.equal(await api(product, 'getReport'), null);
  assert.equal(await api(product, 'check'), null);
  await product.create(ORGAN);
  await product.part('收到和处理');
  await product.cell('requests.received.enterprise').focus();
  await product.page.keyboard.type('41');
  await product.saved();
  await product.page.waitForFunction(() => window.heard.some(([, { report }]) => report.cells['requests.received.total'] === 41));
  const [name, { report }, target] = await product.page.evaluate(() => window.heard.at(-1));
  assert.deepEqual([name, target], ['report-change', 'disclosure-report']);
  assert.deepEqual([report.kind, report.cells['requests.received.total']], ['disclosure-report', 41]);
  assert.equal((await api(product, 'getReport')).header.organ, ORGAN);
  const findings = await api(product, 'check');
  assert.ok(findings.some((one) => one.standing === 'error' && one.place.startsWith('requests.') && one.words.includes('相差 41')), JSON.stringify(findings[0]));
  assert.ok(findings.some((one) => one.standing === 'open' && one.place === 'problems'));

  // What is typed right before it is left is told too.
  await product.page.keyboard.press('End');
  await product.page.keyboard.type('5');
  await product.review();
  await product.page.waitForFunction(() => window.heard.at(-1)[1].report.cells['requests.received.total'] === 415);
  await open(product, 'one.html');
  await product.page.evaluate(() => {
    window.heard = [];
    for (const name of ['report-change', 'report-export']) addEventListener(name, (event) => window.heard.push([name, event.detail, event.target.localName]));
  });
  await product.page.getByRole('link', { name: `继续填写：${ORGAN}2025年` }).click();
  // The file goes to the person, or to the page where that says so.
  await product.review();
  const file = await product.export('json');
  assert.equal(JSON.parse(file.text).cells['requests.received.total'], 415);
  await product.page.evaluate(() => addEventListener('report-export', (event) => event.preventDefault()));
  await product.page.locator('[data-export="html"]').click();
  await product.page.getByText('已交给所在的网页').waitFor();
  const [, detail] = await product.page.evaluate(() => window.heard.at(-1));
  assert.deepEqual([detail.name, detail.mediaType], [`${ORGAN}2025年政府信息公开工作年度报告（草稿）.html`, 'text/html']);
  assert.match(detail.text, /data-cell="requests\.received\.total"/);
  assert.equal(detail.report.cells['requests.received.enterprise'], 415);
  // Of a file that is no text, the bytes.
  await product.page.locator('[data-export="xlsx"]').click();
  await product.page.waitForFunction(() => window.heard.at(-1)[1].name.endsWith('.xlsx'));
  assert.deepEqual(await product.page.evaluate(() => {
    const { text, bytes } = window.heard.at(-1)[1];
    return [text, bytes instanceof Uint8Array, ...bytes.slice(0, 2)];
  }), [undefined, true, 0x50, 0x4b]);
  await product.page.locator('[data-export="csv"]').click();
  await product.page.waitForFunction(() => window.heard.at(-1)[1].name.endsWith('.csv'));
  assert.match(await product.page.evaluate(() => window.heard.at(-1)[1].text), /^\ufefforgan,year,format,cell,value\r\n/);
  // What is printed is the report, in a frame of its own.
  await product.page.locator('[data-export="print"]').click();
  await product.page.waitForFunction(() => document.querySelector('iframe')?.contentDocument?.querySelectorAll('td[data-cell]').length === 200);
  // The page of the host is where it was.
  assert.equal(product.page.url(), `${product.address}one.html`);
  assert.equal(await product.page.title(), '望川县人民政府');
  assert.equal(await product.page.locator('html').getAttribute('lang'), 'zh-CN');
}, HOST);

test('a host gives a report to open, once, and hears why another cannot be opened', async (product) => {
  await open(product, 'one.html');
  const report = busy();
  assert.match((await api(product, 'loadReport', asReport(report)))[0], /^已打开：望川县自然资源局2025年/);
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
  const published = await api(product, 'getReport');
  const expected = withTotals(report.cells);
  for (const [id, figure] of Object.entries(published.cells)) assert.equal(String(figure), expected[id].replace(/^0+(?=\d)/, ''), id);
  assert.deepEqual(await api(product, 'check').then((all) => all.filter(({ standing }) => standing !== 'warning')), []);
  // Given again, as an object too, it is the draft that is there.
  await api(product, 'loadReport', published);
  await product.list();
  assert.equal(await product.page.locator('tr[data-draft]').count(), 1);
  for (const [odd, why] of [['{', '没有打开给出的数据'], [{ kind: 'x' }, '没有打开给出的数据'], [{ ...published, version: 9 }, '没有打开给出的数据']]) {
    await assert.rejects(api(product, 'loadReport', odd), new RegExp(why));
  }
  assert.equal(await product.page.locator('tr[data-draft]').count(), 1);
  await assert.rejects(product.page.evaluate(() => document.querySelector('disclosure-report').api(2)), /has api\(1\), not api\(2\)/);
}, HOST);

test('where its files are another site\'s it starts no thread, and writes Word all the same', async (product) => {
  const files = await serve(DIST, { headers: { 'Access-Control-Allow-Origin': '*' } });
  const from = new URL(files.address).origin;
  page('foreign.html', `<disclosure-report></disclosure-report>${SCRIPT.replace('nianbao/', files.address)}`);
  const host = await serve(folder, { policy: `default-src 'self' data:; script-src ${from} 'wasm-unsafe-eval'; style-src 'self' ${from}; connect-src ${from}` });
  try {
    product.address = host.address;
    await open(product, 'foreign.html');
    await product.create(ORGAN);
    await product.review();
    const { bytes } = await product.export('docx');
    assert.deepEqual(faults(asFile(bytes, 'docx')), []);
    assert.deepEqual(product.page.workers(), []);
  } finally {
    await host.close();
    await files.close();
  }
}, { allow: ['http://127.0.0.1:'] });

test('attributes say which report it is, and follow when they change', async (product) => {
  await open(product, 'wishes.html');
  assert.equal(await product.field('organ').inputValue(), ORGAN);
  assert.equal(await product.field('year').inputValue(), '2025');
  assert.equal(await product.page.evaluate(() => document.activeElement.localName), 'body', 'the focus stays with the page around');
  // The code that was given is of the organ that was named.
  await product.field('organ').fill(`${ORGAN}财政所`);
  await product.page.getByRole('button', { name: '开始填写' }).click();
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
  assert.equal((await api(product, 'getReport')).header.organ_code, undefined);
  await open(product, 'wishes.html');
  await product.page.getByRole('button', { name: '开始填写' }).click();
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
  assert.equal((await api(product, 'getReport')).header.organ_code, '11330100MB1');
  // Next time it opens by itself.
  await open(product, 'wishes.html');
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
  const set = (name, value) => product.page.evaluate(([one, text]) => document.querySelector('disclosure-report').setAttribute(one, text), [name, value]);
  await set('lang', 'en');
  await product.page.getByRole('heading', { name: 'Title and preface' }).waitFor();
  assert.equal(await product.page.locator('.disclosure-report').getAttribute('lang'), 'en');
  await set('year', '2024');
  await product.page.getByRole('heading', { name: 'My reports' }).waitFor();
  assert.equal(await product.field('year').inputValue(), '2024');
  // Who chose another language keeps it.
  await product.page.getByRole('button', { name: '中文' }).click();
  await set('year', '2025');
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
  // What a host writes wrongly is said to whoever sees it.
  await open(product, 'odd.html');
  await product.page.getByText('本网页要求的报告格式“cn-1999”本版本没有').waitFor();
  assert.equal(await product.field('organ').inputValue(), ORGAN);
}, HOST);

test('two of them in one page go their own ways and know of each other', async (product) => {
  await open(product, 'two.html');
  const [a, b] = ['#a', '#b'].map((id) => product.page.locator(id));
  await b.locator('.app-bar').waitFor();
  await a.getByRole('button', { name: '新建年报' }).first().click();
  await a.locator('[data-field="organ"] input').fill(ORGAN);
  await a.getByRole('button', { name: '开始填写' }).click();
  await a.getByRole('heading', { name: '标题和说明' }).waitFor();
  // The other still shows its list, in its language, with what the first made.
  await b.getByRole('link', { name: ORGAN, exact: true }).waitFor();
  assert.equal(await b.getByRole('heading', { name: 'My reports' }).count(), 1);
  await b.getByRole('link', { name: ORGAN, exact: true }).click();
  await b.locator('.notice', { hasText: 'Another window has this report open' }).waitFor();
  await a.locator('.part-nav a', { hasText: '收到和处理' }).click();
  await b.locator('.part-nav a[href$="/requests"]').click();
  await a.locator('[data-cell="requests.received.enterprise"] input').focus();
  await product.page.keyboard.type('7');
  await b.locator('[data-cell="requests.received.total"]', { hasText: '7' }).waitFor();
  // Keys of one do nothing in the other.
  await product.page.keyboard.press('Control+Z');
  await b.locator('[data-cell="requests.received.total"]', { hasText: '7' }).waitFor({ state: 'detached' });
  assert.equal(await a.locator('[data-cell="requests.received.enterprise"] input').inputValue(), '');
}, HOST);

/** Notes which listeners the program has on the window and the document. */
function noteListeners() {
  window.listening = [];
  for (const target of [window, document]) {
    const { addEventListener: add, removeEventListener: remove } = target;
    target.addEventListener = (name, call, ...rest) => {
      if (new Error().stack.includes('/disclosure-report-')) window.listening.push({ target, name, call });
      return add.call(target, name, call, ...rest);
    };
    target.removeEventListener = (name, call, ...rest) => {
      window.listening = window.listening.filter((one) => one.target !== target || one.name !== name || one.call !== call);
      return remove.call(target, name, call, ...rest);
    };
  }
}

test('moved it goes on; removed it leaves nothing behind; put back it opens again', async (product) => {
  await product.page.addInitScript(noteListeners);
  await open(product, 'one.html');
  await product.create(ORGAN);
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('写到一半');
  // Moved, it is the same program at the same place.
  await product.page.evaluate(() => document.body.prepend(document.querySelector('disclosure-report')));
  assert.equal(await product.narrative('problems').inputValue(), '写到一半');
  await product.narrative('problems').pressSequentially('，接着写');
  const listening = () => product.page.evaluate(() => window.listening.map(({ name }) => name));
  assert.ok((await listening()).length > 3);
  // Removed in the middle of a pause: what was typed is stored.
  await product.page.evaluate(() => {
    window.kept = document.querySelector('disclosure-report');
    window.kept.remove();
  });
  await product.page.waitForFunction(() => window.kept.shadowRoot.childElementCount === 0 && window.listening.length === 0).catch(async () => assert.deepEqual(await listening(), []));
  assert.equal(await product.page.locator('iframe').count(), 0);
  assert.ok(Object.values(await product.stored()).some((text) => text.includes('写到一半，接着写')));
  await assert.rejects(product.page.evaluate(() => window.kept.api(1).getReport()), /is not in a page/);
  for (let round = 0; round < 3; round += 1) {
    await product.page.evaluate(() => document.body.append(window.kept));
    await product.page.locator('tr[data-draft]').waitFor();
    await product.page.evaluate(() => window.kept.remove());
    await product.page.waitForFunction(() => window.listening.length === 0);
  }
  await product.page.evaluate(() => document.body.append(window.kept));
  await product.page.getByRole('link', { name: `继续填写：${ORGAN}2025年` }).click();
  await product.part('存在的主要问题');
  assert.equal(await product.narrative('problems').inputValue(), '写到一半，接着写');
}, HOST);

test('keys, pasting and dropping in the page around it are the page\'s', async (product) => {
  await open(product, 'one.html');
  await product.create(ORGAN);
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('报告');
  const box = product.page.locator('body > textarea');
  await box.focus();
  await product.page.keyboard.type('主页的字');
  await product.page.keyboard.press('Control+Z');
  assert.notEqual(await box.inputValue(), '主页的字');
  assert.equal(await product.narrative('problems').inputValue(), '报告');
  const ours = await product.page.evaluate(() => {
    const carried = new DataTransfer();
    carried.items.add(new File(['x'], 'x.json'));
    const event = new DragEvent('dragover', { dataTransfer: carried, bubbles: true, cancelable: true });
    return document.querySelector('h1').dispatchEvent(event);
  });
  assert.equal(ours, true, 'a drop on the page around is not taken');
}, HOST);

test('a script that is loaded twice changes nothing', async (product) => {
  await open(product, 'twice.html');
  await product.create(ORGAN);
}, HOST);

test('where its files are missing the element says so', async (product) => {
  await product.page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  await product.page.goto(`${product.address}one.html`);
  await product.page.getByText('公开年报打不开：浏览器太旧，或者网站没有把文件给全').waitFor();
}, { ...HOST, allow: ['404', 'wasm', 'WebAssembly', 'Response'] });
