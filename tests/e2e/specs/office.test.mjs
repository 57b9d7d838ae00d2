// Word and Excel files: valid, opened by LibreOffice, every figure and paragraph in its place, every total
// the same when it is calculated anew.
import assert from 'node:assert/strict';
import { asFile, converted, faults, part, printed, recalculated, textOf } from '../office.mjs';
import { test } from '../product.mjs';
import { ALL_CELLS, FORM, busy, openWhole, withTotals } from '../reports.mjs';

const rowsOf = (table) => [...new Set(ALL_CELLS.filter((id) => id.startsWith(`${table}.`)).map((id) => id.split('.')[1]))];
const cellsOf = (table, row) => ALL_CELLS.filter((id) => id.startsWith(`${table}.${row}.`));
const plain = (text) => text.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');

/** A report that is like no other in what it says, with characters that formats trip over. */
function tricky() {
  const report = busy();
  report.narratives['overview.disclosure'] = '一是<公开> & “主动”。\n\n　　二是\t"依申请"\u0007。';
  return report;
}

const EXPORT = { acceptDownloads: true };

test('the Word file is valid, has merged cells and named styles, and is the same twice', async (product) => {
  await product.open();
  await openWhole(product, tricky());
  const { name, bytes } = await product.export('docx');
  assert.equal(name, '望川县自然资源局2025年政府信息公开工作年度报告.docx');
  assert.deepEqual(faults(asFile(bytes, 'docx')), []);
  assert.ok(bytes.equals((await product.export('docx')).bytes), 'the same report gives the same bytes');
  const document = await part(bytes, 'word/document.xml');
  // As many merged cells as the page has, which is compared with the form elsewhere.
  const page = (await product.export('html')).text;
  const inPage = (span) => [...page.matchAll(new RegExp(` ${span}="\\d+"`, 'g'))].length;
  const cells = [...document.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) => cell);
  const beginning = cells.filter((cell) => !cell.includes('w:val="continue"'));
  assert.equal(beginning.filter((cell) => cell.includes('<w:vMerge w:val="restart"/>')).length, inPage('rowspan'));
  assert.equal(beginning.filter((cell) => cell.includes('<w:gridSpan ')).length, inPage('colspan'));
  assert.ok(inPage('rowspan') > 8 && inPage('colspan') > 20);
  // Every figure in its row, in the order of its columns.
  const rows = [...document.matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([row]) => [...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) => plain(cell)));
  const totals = withTotals(tricky().cells);
  for (const table of FORM.tables.map((one) => one.id)) {
    const wanted = table === 'challenges' ? [ALL_CELLS.filter((id) => id.startsWith('challenges.'))] : rowsOf(table).map((row) => cellsOf(table, row));
    for (const ids of wanted) {
      const figures = ids.map((id) => totals[id]);
      assert.equal(rows.filter((row) => row.slice(-figures.length).join(' ') === figures.join(' ')).length, 1, ids[0]);
    }
  }
  const styles = await part(bytes, 'word/styles.xml');
  for (const [name_, font] of [['Normal', '仿宋_GB2312'], ['Title', '方正小标宋简体'], ['heading 1', '黑体'], ['heading 2', '楷体_GB2312'], ['表格文字', '宋体'], ['Table Grid', '']]) {
    const style = styles.split('<w:style ').find((one) => one.includes(`<w:name w:val="${name_}"/>`));
    assert.ok(style?.includes(font ? `w:eastAsia="${font}"` : '<w:tblBorders>'), name_);
  }
  assert.match(document, /<w:pgSz w:w="11906" w:h="16838"\/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/);
  const headings = [...document.matchAll(/<w:pStyle w:val="Heading1"\/><\/w:pPr>.*?<\/w:p>/gs)].map(([one]) => plain(one));
  assert.deepEqual(headings, FORM.parts.map((one) => one.label));
  assert.doesNotMatch(bytes.toString('latin1'), /word\/(fonts|media)\//);
}, EXPORT);

test('LibreOffice makes text and paper of the Word file with every figure and paragraph in order', async (product) => {
  const report = tricky();
  await product.open();
  await openWhole(product, report);
  const { bytes } = await product.export('docx');
  const file = asFile(bytes, 'docx');
  const text = textOf(file).split('\n').map((line) => line.trim());
  let at = 0;
  const wanted = ['望川县自然资源局2025年', '政府信息公开工作年度报告', ...FORM.parts.flatMap((one) => [one.label, ...(one.narratives ?? []).flatMap((spec) => [spec.label, ...(report.narratives[spec.id] ?? '').split('\n')])])];
  for (const line of wanted.map((one) => (one ?? '').replace('\t', ' ').replace('\u0007', '').trim()).filter(Boolean)) {
    const found = text.indexOf(line, at);
    assert.ok(found >= at, `${line} is not there after line ${at}`);
    at = found + 1;
  }
  const { sheets, info } = printed(file);
  assert.match(info, /Page size: +59[45]\.\d+ x 84[12]\.\d+ pts \(A4\)/);
  const totals = withTotals(report.cells);
  const sheet = sheets.find((one) => one.includes('三、收到和处理政府信息公开申请情况'));
  const numbers = sheet.split('\n').map((line) => (line.match(/\d{5,}/g) ?? []).join(' ')).filter(Boolean);
  assert.deepEqual(numbers, rowsOf('requests').map((row) => cellsOf('requests', row).map((id) => totals[id]).join(' ')), 'table three is whole on one sheet');
  sheets.forEach((one, page) => assert.match(one.trimEnd(), new RegExp(`— ?${page + 1} ?—$`)));
  const odd = sheets[0].trimEnd().split('\n').at(-1).search('—');
  const even = sheets[1].trimEnd().split('\n').at(-1).search('—');
  assert.ok(odd > 20 && even < 5, `right on odd pages, left on even ones: ${odd}, ${even}`);
}, EXPORT);

test('the Excel file is valid, and LibreOffice calculates every total as we do', async (product) => {
  const report = busy();
  await product.open();
  await openWhole(product, report);
  const { name, bytes } = await product.export('xlsx');
  assert.equal(name, '望川县自然资源局2025年政府信息公开工作年度报告.xlsx');
  assert.deepEqual(faults(asFile(bytes, 'xlsx')), []);
  assert.ok(bytes.equals((await product.export('xlsx')).bytes), 'the same report gives the same bytes');
  const first = await part(bytes, 'xl/worksheets/sheet1.xml');
  assert.equal([...first.matchAll(/<c [^>]*><f>/g)].length, 34 + 7, 'every total and every balance is a formula');
  assert.match(first, /<conditionalFormatting [^>]*><cfRule type="cellIs"[^>]*operator="notEqual"/);
  const totals = withTotals(report.cells);
  const { 年报: tables, 明细: cells } = await recalculated(bytes);
  assert.deepEqual(cells[0], ['单元格', '表', '行', '列', '数值']);
  assert.deepEqual(Object.fromEntries(cells.slice(1).map((row) => [row[0], row[4]])), Object.fromEntries(ALL_CELLS.map((id) => [id, totals[id]])));
  assert.ok(cells.slice(1).every((row) => row[1] && row[2] && row[3]), 'every line has its labels');
  const figures = tables.map((row) => row.filter((cell) => /^-?[\d.]+$/.test(cell)).join(' '));
  for (const row of rowsOf('requests')) assert.ok(figures.includes(cellsOf('requests', row).map((id) => totals[id]).join(' ')), row);
  assert.equal(tables.find((row) => row[0].startsWith('核对')).filter((cell) => cell === '0').length, 7);
}, EXPORT);

test('in the Excel file a change goes through totals, balance and the second sheet, and a blank stays one', async (product) => {
  const report = busy();
  delete report.cells['requests.carried_over.enterprise'];
  await product.open();
  await openWhole(product, report);
  const { name, bytes } = await product.export('xlsx');
  assert.match(name, /（草稿）\.xlsx$/);
  const before = Number(report.cells['requests.received.enterprise']);
  const change = (sheet) => {
    const changed = sheet.replace(`<v>${before}</v>`, `<v>${before + 5}</v>`);
    assert.notEqual(changed, sheet);
    return changed;
  };
  const { 年报: tables, 明细: cells } = await recalculated(bytes, change);
  const value = Object.fromEntries(cells.slice(1).map((row) => [row[0], row[4]]));
  const totals = withTotals({ ...report.cells, 'requests.carried_over.enterprise': '0' });
  assert.equal(value['requests.received.enterprise'], String(before + 5));
  assert.equal(value['requests.received.total'], String(Number(totals['requests.received.total']) + 5));
  assert.equal(value['requests.carried_over.enterprise'], '');
  const missing = Number(busy().cells['requests.carried_over.enterprise']);
  const balance = tables.find((row) => row[0].startsWith('核对'));
  assert.deepEqual(balance.filter((cell) => /^-?\d+$/.test(cell)).map(Number), [0, missing + 5, 0, 0, 0, 0, missing + 5]);
  assert.ok(tables.some((row) => row[0] === '草稿，未定稿'));
}, EXPORT);

test('figures of twelve digits and names of any kind go into both files', async (product) => {
  const report = busy();
  report.organ = `=1+1“<望川>&县”${'镇'.repeat(300)}`;
  for (const id of Object.keys(report.cells)) if (id.startsWith('requests.received')) report.cells[id] = '999999999999';
  const totals = withTotals(report.cells);
  await product.open();
  await openWhole(product, report);
  const word = await product.export('docx');
  assert.deepEqual(faults(asFile(word.bytes, 'docx')), []);
  const document = textOf(asFile(word.bytes, 'docx'));
  assert.ok(document.includes(report.organ) && document.includes(totals['requests.received.total']));
  const excel = await product.export('xlsx');
  assert.deepEqual(faults(asFile(excel.bytes, 'xlsx')), []);
  const { 年报: tables, 明细: cells } = await recalculated(excel.bytes);
  assert.ok(tables[0][0].startsWith(report.organ), 'a name is no formula');
  assert.equal(cells.find((row) => row[0] === 'requests.received.total')[4], totals['requests.received.total']);
  assert.ok(Object.keys(converted(asFile(excel.bytes, 'xlsx'), 'pdf')).length === 1);
}, EXPORT);
