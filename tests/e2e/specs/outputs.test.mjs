// What leaves the tool and comes back: pages that are data, the body for editors, lines for statistics,
// previews, and files that are written beside the program.
import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sanitize from 'sanitize-html';
import xss from 'xss';
import { DIST, test } from '../product.mjs';
import { ALL_CELLS, FORM, busy, openWhole, withTotals } from '../reports.mjs';

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const TOTALS = withTotals(busy().cells);

const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A piece of code of the README that holds a word. */
function documented(word) {
  const found = [...README.matchAll(/```\w*\n(.*?)```/gs)].map(([, code]) => code).find((code) => code.includes(word));
  assert.ok(found, `README.md shows ${word}`);
  return found;
}

const data = (page) => /<script type="application\/json" data-format="cn-2021" data-sha256="([0-9a-f]{64})">\n(.*?)<\/script>/s.exec(page);

test('the published page carries its data, and anyone can recompute its fingerprint', async (product) => {
  const report = busy();
  report.narratives['overview.disclosure'] = '一是<公开> & “主动”🙂。\n二是</script>。';
  await product.open();
  await openWhole(product, report);
  const page = (await product.export('html')).text;
  const [, mark, json] = data(page);
  assert.deepEqual(JSON.parse(json), JSON.parse((await product.export('json')).text));
  writeFileSync(join(folder, 'report.html'), page);
  const recomputed = execFileSync('sh', ['-c', documented('sha256sum').trim()], { cwd: folder, encoding: 'utf8' });
  assert.equal(recomputed.split(' ')[0], mark);
});

/** Drops a file onto the page. */
async function drop(product, name, text) {
  await product.page.evaluate(([name_, text_]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text_], name_, { type: 'text/html' }));
    for (const type of ['dragover', 'drop']) document.querySelector('main').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, [name, text]);
}

test('a published page that is opened or dropped gives exactly the report it was made of', async (product) => {
  await product.open();
  await openWhole(product, busy());
  const page = await product.export('html');
  const { text: json } = await product.export('json');
  for (const come of [(one) => product.openFile(one.name, one.text), (one) => drop(product, one.name, one.text)]) {
    await product.list();
    const before = await product.page.locator('tr[data-draft]').count();
    await come(page);
    await product.page.locator('tr[data-draft]').nth(before).waitFor();
    assert.deepEqual(await product.notice().allTextContents().then((all) => all.map((one) => one.replace(/知道了$/, '').trim())), [`已打开：${busy().organ}2025年政府信息公开工作年度报告`]);
    await product.page.locator('tr[data-draft] a.button').first().click();
    await product.review();
    assert.equal((await product.export('json')).text, json);
  }
});

test('of a page that was changed by hand it is said which cells differ from its data', async (product) => {
  await product.open();
  await openWhole(product, busy());
  const page = await product.export('html');
  await product.list();
  const changed = page.text
    .replace(/(data-cell="requests.received.total">)\d+/, '$1777')
    .replace(/(data-cell="challenges.reconsideration.upheld">)\d+/, '$1 ')
    .replace('第1段第一节。</p>', '第一段。</p>');
  await product.openFile(page.name, changed);
  const notice = product.notice().last();
  await notice.waitFor();
  const words = await notice.textContent();
  assert.ok(words.includes(`网页上写的是 777 ，所带的数据是 ${TOTALS['requests.received.total']} ，按数据打开`), words);
  assert.ok(words.includes(`网页上写的是空白，所带的数据是 ${TOTALS['challenges.reconsideration.upheld']} `), words);
  assert.ok(words.includes('网页上的文字与所带的数据不同'), words);
  assert.equal(words.match(/按数据打开/g).length, 3);
  await product.openFile('别的.html', '<!DOCTYPE html><p>别的网页</p>');
  await product.page.getByText('没有从“别的.html”里读出年报').waitFor();
});

test('a published page that was saved again in another encoding is read too, and other files say what they are', async (product) => {
  await product.open();
  await openWhole(product, busy());
  const page = await product.export('html');
  const { text: json } = await product.export('json');
  await product.list();
  writeFileSync(join(folder, 'utf-8.html'), page.text);
  const encodings = [execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030', join(folder, 'utf-8.html')], { maxBuffer: 1e8 }), Buffer.from(`\ufeff${page.text}`, 'utf16le')];
  for (const bytes of encodings) {
    const before = await product.page.locator('tr[data-draft]').count();
    await product.openFile(page.name, bytes);
    await product.page.locator('tr[data-draft]').nth(before).waitFor();
    await product.page.locator('tr[data-draft] a.button').first().click();
    await product.review();
    assert.equal((await product.export('json')).text, json);
    const { bytes: word } = await product.export('docx');
    await product.list();
    await product.openFile('年报.docx', word);
    // A report in Word is read as what was published.
    await product.page.getByRole('heading', { name: /已读：年报\.docx/ }).waitFor();
    await product.page.getByRole('link', { name: '我的年报' }).first().click();
    await product.page.locator('tr[data-draft]').first().waitFor();
    await product.openFile('年报.pdf', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3', 'latin1'));
    await product.page.getByText('这是 PDF 文件，读不出表格').waitFor();
  }
});

/** The tables of a piece of HTML as a browser lays them out: for every place the text that covers it. */
const gridsOf = (page, html) =>
  page.evaluate((source) => {
    const body = new DOMParser().parseFromString(source, 'text/html').body;
    return [...body.querySelectorAll('table')].map((table) => {
      const grid = [];
      [...table.rows].forEach((row, at) => {
        let column = 0;
        for (const cell of row.cells) {
          while (grid[at]?.[column] !== undefined) column += 1;
          for (let down = 0; down < cell.rowSpan; down += 1) {
            for (let across = 0; across < cell.colSpan; across += 1) (grid[at + down] ??= [])[column + across] = cell.textContent.trim();
          }
        }
      });
      return grid;
    });
  }, html);

// What editors of sites let through: tags and attributes, or styles, or neither.
const ATTRIBUTES = ['rowspan', 'colspan', 'border', 'width', 'align'];
const TABLE_TAGS = ['p', 'br', 'strong', 'table', 'tbody', 'tr', 'td', 'th'];
const SANITIZERS = {
  'sanitize-html, tables and their spans': (html) => sanitize(html, { allowedTags: TABLE_TAGS, allowedAttributes: { '*': ATTRIBUTES } }),
  'js-xss, its own list': (html) => xss(html),
  'DOMPurify, no styles, no classes': async (html, page) => {
    await page.evaluate(readFileSync(new URL('../../node_modules/dompurify/dist/purify.min.js', import.meta.url), 'utf8'));
    return page.evaluate((source) => window.DOMPurify.sanitize(source, { FORBID_ATTR: ['style', 'class', 'id'], ALLOW_DATA_ATTR: false }), html);
  },
};

test('the body on the clipboard keeps every figure in its place through the editors of sites', async (product, { context }) => {
  await product.open();
  await openWhole(product, busy());
  const published = (await product.export('html')).text;
  await product.page.locator('[data-export="body"]').click();
  await product.page.getByText('已复制，可以去粘贴了').waitFor();
  const { html, text } = await product.page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const of = async (type) => (await item.getType(type)).text();
    return { html: await of('text/html'), text: await of('text/plain') };
  });
  const other = await context.newPage();
  const grids = await gridsOf(other, published);
  assert.equal(grids.length, 3);
  for (const [name, through] of Object.entries(SANITIZERS)) {
    const left = await through(html, other);
    assert.doesNotMatch(left, /<script|class=|<style/, name);
    assert.deepEqual(await gridsOf(other, left), grids, name);
    for (const line of Object.values(busy().narratives).join('\n').split('\n')) assert.ok(left.includes(line), `${name}: ${line}`);
  }
  // As the person sees it when it is pasted.
  const { rows } = await product.clipboard();
  assert.equal(rows.length, grids.flat().length);
  for (const id of ALL_CELLS) assert.ok(text.includes(TOTALS[id]), id);
  for (const part of FORM.parts) assert.ok(text.includes(`${part.label}\r\n`) || text.includes(`${part.label}\n`), part.label);
}, { permissions: ['clipboard-read', 'clipboard-write'] });

test('without the right to write the clipboard the body is copied all the same', async (product) => {
  await product.open();
  await openWhole(product, busy());
  await product.page.locator('[data-export="body"]').click();
  await product.page.getByText('已复制，可以去粘贴了').waitFor();
  const { text, rows } = await product.clipboard();
  assert.ok(text.startsWith('望川县自然资源局2025年政府信息公开工作年度报告'));
  assert.ok(rows.flat().includes(TOTALS['requests.outcomes_total.total']));
});

test('each table is copied by itself, with tabs, every figure in its column', async (product) => {
  await product.open();
  await openWhole(product, busy());
  await product.page.getByRole('link', { name: '预览：正文' }).click();
  await product.page.locator('[data-copy-table="1"]').click();
  await product.page.getByText('已复制，可以去粘贴了').waitFor();
  const { text } = await product.clipboard();
  const rows = text.replace(/\r?\n$/, '').split(/\r?\n/).map((line) => line.split('\t'));
  assert.ok(rows.every((row) => row.length === 10), 'as many cells in each row');
  const ids = [...new Set(ALL_CELLS.filter((id) => id.startsWith('requests.')).map((id) => id.split('.')[1]))];
  assert.deepEqual(rows.slice(-ids.length).map((row) => row.slice(3)), ids.map((row) => ALL_CELLS.filter((id) => id.startsWith(`requests.${row}.`)).map((id) => TOTALS[id])));
});

test('a folder of files with a line for each cell is added up by the documented query', async (product) => {
  await product.open();
  const made = [];
  for (const [at, organ] of ['甲县乙镇人民政府', '甲县丙镇人民政府', '甲县“丁”,局'].entries()) {
    const report = { ...busy(), organ };
    report.cells['fees.administrative_fees.amount'] = ['59237.2449', '0.000001', '12'][at];
    if (at === 2) delete report.cells['documents.rules.made'];
    made.push(withTotals(report.cells));
    await product.openFile('report.json', JSON.stringify({ kind: 'disclosure-report', version: 1, format: FORM.format, header: { organ, year: 2025 }, narratives: {}, cells: Object.fromEntries(Object.entries(report.cells)) }));
    await product.notice().last().waitFor();
    await product.page.locator('tr[data-draft]', { hasText: organ }).locator('a.button').first().click();
    await product.review();
    for (const kind of ['csv', 'ndjson']) {
      const { bytes } = await product.export(kind);
      writeFileSync(join(folder, `${at}.${kind}`), bytes);
      assert.equal(bytes.toString('utf8').replace(/^\ufeff/, '').trim().split('\n').length, kind === 'csv' ? 201 : 200);
    }
    await product.list();
  }
  const csv = readFileSync(join(folder, '2.csv'), 'utf8');
  assert.ok(csv.startsWith('\ufefforgan,year,format,cell,value\r\n甲县“丁”,局'.replace('甲县“丁”,局', '"甲县“丁”,局",2025,cn-2021,documents.rules.made,\r\n')), csv.slice(0, 120));
  const line = JSON.parse(readFileSync(join(folder, '0.ndjson'), 'utf8').split('\n').find((one) => one.includes('fees.')));
  assert.deepEqual(line, { organ: '甲县乙镇人民政府', year: 2025, format: 'cn-2021', cell: 'fees.administrative_fees.amount', value: 59237.2449 });
  const sum = (id) => made.reduce((total, cells) => total + BigInt(Math.round(Number(cells[id] ?? 0) * 1e6)), 0n);
  const connection = await (await DuckDBInstance.create()).connect();
  for (const query of [documented('read_csv'), documented('read_csv').replace('read_csv', 'read_ndjson').replaceAll('.csv', '.ndjson').replace('types =', 'columns =').replace("{'value'", "{'organ': 'VARCHAR', 'year': 'INTEGER', 'format': 'VARCHAR', 'cell': 'VARCHAR', 'value'")]) {
    const result = await connection.runAndReadAll(query.replace("'reports/", `'${folder}/`));
    const rows = result.getRows();
    assert.equal(rows.length, 200);
    for (const [cell, value] of rows) assert.equal(BigInt(Math.round(Number(value) * 1e6)), sum(cell), cell);
  }
});

test('every output can be looked at before it leaves, with its figures', async (product) => {
  const kinds = ['html', 'print', 'docx', 'xlsx', 'body', 'json', 'csv', 'ndjson'];
  await product.open();
  await openWhole(product, busy());
  assert.deepEqual(await product.page.locator('[data-export]').evaluateAll((all) => all.map((one) => one.dataset.export)), kinds);
  for (const kind of kinds) {
    await product.page.locator(`.output:has([data-export="${kind}"]) a`).click();
    await product.page.locator('h1', { hasText: '预览：' }).waitFor();
    await product.page.locator('.preview, .preview__text').waitFor();
    const words = await product.page.waitForFunction((figure) => {
      const lines = document.querySelector('.preview__text')?.textContent;
      const text = lines ?? document.querySelector('.preview').contentDocument?.body?.textContent;
      return text?.includes(figure) && text;
    }, TOTALS['challenges.reconsideration.total']);
    const text = await words.jsonValue();
    for (const id of ALL_CELLS) assert.ok(text.includes(TOTALS[id]), `${kind}: ${id}`);
    assert.equal(await product.page.locator('.preview__others [aria-current=page]').count(), 1);
    assert.equal(await product.page.locator('[data-export]').getAttribute('data-export'), kind);
    if (kind !== 'print' && kind !== 'body') assert.match((await product.export(kind)).name, new RegExp(`\\.${kind}$`));
    await product.page.getByRole('link', { name: '返回核对与发布' }).click();
    await product.page.getByRole('heading', { name: '核对与发布' }).waitFor();
  }
});

test('a preview shows what would leave now, also when another window changes it', async (product) => {
  await product.open();
  await openWhole(product, busy());
  const review = product.page.url();
  const other = await product.second();
  await other.page.goto(review.replace('/review', '/requests'));
  await other.page.getByRole('button', { name: '改在这里填', exact: true }).click();
  for (const [kind, figure] of [['CSV', '31415926'], ['网页', '27182818']]) {
    const shows = (wanted) =>
      product.page.waitForFunction((one) => {
        const text = document.querySelector('.preview__text')?.textContent ?? document.querySelector('.preview')?.contentDocument?.body?.textContent;
        return text?.includes(one);
      }, wanted);
    await product.page.getByRole('link', { name: `预览：${kind}` }).click();
    await shows(TOTALS['challenges.reconsideration.total']);
    await other.cell('requests.received.enterprise').fill(figure);
    await other.saved();
    await shows(figure);
    await product.page.getByRole('link', { name: '返回核对与发布' }).click();
  }
});

test('the preview of the body looks as the body does, under a strict policy', async (product) => {
  await product.open();
  await openWhole(product, busy());
  await product.page.getByRole('link', { name: '预览：正文' }).click();
  const title = product.page.frameLocator('.preview').locator('p').first();
  await title.waitFor();
  await product.page.waitForFunction(() => document.querySelector('.preview').contentDocument.querySelector('p').style.textAlign === 'center');
  const { high, whole } = await product.page.evaluate(() => ({ high: document.querySelector('.preview').clientHeight, whole: document.querySelector('.preview').contentDocument.documentElement.scrollHeight }));
  assert.ok(Math.abs(high - whole) <= 2, 'as high as what is in it');
});

const LATER = readdirSync(DIST).filter((name) => name.startsWith('disclosure-report-office-'));

test('what writes Word and Excel is loaded when it is first used, once, in a thread of its own', async (product) => {
  const asked = [];
  product.page.on('request', (request) => asked.push(new URL(request.url()).pathname.slice(1)));
  await product.open();
  await openWhole(product, busy());
  assert.equal(LATER.length, 2);
  assert.deepEqual(asked.filter((name) => LATER.includes(name)), []);
  await product.export('docx');
  await product.export('xlsx');
  await product.export('csv');
  assert.equal(product.page.workers().length, 1);
  assert.deepEqual(asked.filter((name) => LATER.includes(name)).sort(), [...LATER].sort());
});

test('a file that takes a while says what it is waiting for and can be called off', async (product) => {
  let go;
  const held = new Promise((done) => (go = done));
  await product.open();
  await openWhole(product, busy());
  await product.page.context().route(/office-[0-9a-f]+_bg\.wasm$/, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await product.page.locator('[data-export="docx"]').click();
  await product.page.getByText('正在取写文件的程序').waitFor();
  assert.equal(await product.page.locator('.outcome progress').count(), 1);
  // Another file takes its place, and can be called off as well.
  await product.page.locator('[data-export="xlsx"]').click();
  await product.page.getByText('正在取写文件的程序').waitFor();
  assert.equal(await product.page.getByText('已取消').count(), 0);
  await product.page.locator('[data-call-off]').press('Enter');
  await product.page.getByText('已取消').waitFor();
  assert.equal(await product.page.locator('progress').count(), 0);
  assert.equal(await product.page.evaluate(() => document.activeElement.dataset.export), 'xlsx');
  let downloads = 0;
  product.page.on('download', () => (downloads += 1));
  go();
  await product.page.waitForTimeout(500);
  assert.equal(downloads, 0);
  await product.page.context().unroute(/office-[0-9a-f]+_bg\.wasm$/);
  assert.match((await product.export('docx')).name, /\.docx$/);
});

test('where what writes the file does not come it is said, and the next attempt begins anew', async (product) => {
  await product.open();
  await openWhole(product, busy());
  await product.page.context().route(/office-[0-9a-f]+/, (route) => route.abort());
  await product.page.locator('[data-export="xlsx"]').click();
  await product.page.getByText('没有写成：写文件的程序没有取到').waitFor();
  await product.page.context().unroute(/office-[0-9a-f]+/);
  assert.match((await product.export('xlsx')).name, /\.xlsx$/);
  assert.match((await product.export('csv')).text, /requests\.received\.total/);
}, { allow: ['Failed to load resource', 'ERR_FAILED'] });
