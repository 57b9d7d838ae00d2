// Reports to type in. What they hold is worked out here from the form's file, independently of the
// program.
import { readFileSync } from 'node:fs';

export const FORM = JSON.parse(readFileSync(new URL('../../src/core/format/cn-2021.json', import.meta.url), 'utf8'));

const table = (id) => FORM.tables.find((one) => one.id === id);
const ids = (id) => table(id).rows.flatMap((row) => table(id).columns.map((column) => `${id}.${row.id}.${column.id}`));

export const TABLE_TWO = ['documents', 'licensing', 'enforcement', 'fees'].flatMap(ids);
export const TABLE_THREE = ids('requests');
export const TABLE_FOUR = ids('challenges');
export const ALL_CELLS = [...TABLE_TWO, ...TABLE_THREE, ...TABLE_FOUR];

export const COLUMNS = table('requests').columns.map((column) => column.id).slice(0, 6);
const ROWS = table('requests').rows.map((row) => row.id);
const OUTCOMES = ROWS.slice(2, 23);

/** Puts in what the form computes. */
export function withTotals(entries) {
  const cells = { ...entries };
  const sum = (names) => names.reduce((total, name) => total + Number(cells[name]), 0);
  for (const column of COLUMNS) cells[`requests.outcomes_total.${column}`] = String(sum(OUTCOMES.map((row) => `requests.${row}.${column}`)));
  for (const row of ROWS) cells[`requests.${row}.total`] = String(sum(COLUMNS.map((column) => `requests.${row}.${column}`)));
  for (const { id } of table('challenges').rows) {
    cells[`challenges.${id}.total`] = String(sum(['upheld', 'corrected', 'other_outcome', 'pending'].map((column) => `challenges.${id}.${column}`)));
  }
  return cells;
}

/** Every cell of table three filled with five digits, every column balanced; fee 59237.2449. */
export function busy() {
  const cells = {};
  TABLE_TWO.forEach((id, at) => (cells[id] = String(120 + at * 7)));
  cells['documents.rules.in_force'] = '900';
  cells['documents.normative_documents.in_force'] = '900';
  cells['fees.administrative_fees.amount'] = '59237.2449';
  COLUMNS.forEach((column, c) => {
    let outcomes = 0;
    OUTCOMES.forEach((row, r) => {
      const figure = 10000 + ((r * 977 + c * 3571) % 80000);
      outcomes += figure;
      cells[`requests.${row}.${column}`] = String(figure);
    });
    const carriedOver = 11000 + c * 13;
    const carriedIn = 12000 + c * 17;
    cells[`requests.carried_over.${column}`] = String(carriedOver);
    cells[`requests.carried_in.${column}`] = String(carriedIn);
    cells[`requests.received.${column}`] = String(outcomes + carriedOver - carriedIn);
  });
  for (const { id } of table('challenges').rows) {
    ['upheld', 'corrected', 'other_outcome', 'pending'].forEach((column, at) => (cells[`challenges.${id}.${column}`] = String(3 + at)));
  }
  return {
    organ: '望川县自然资源局',
    year: 2025,
    fields: { contact: '望川县自然资源局办公室', address: '望川县城关镇文庙街18号', postcode: '610000', phone: '0800-1234567', published_at: '望川县人民政府网站' },
    narratives: Object.fromEntries(
      FORM.parts.flatMap((part) => part.narratives ?? []).filter((spec) => !spec.optional).map((spec, at) => [spec.id, `第${at + 1}段第一节。\n第${at + 1}段第二节，2025年共${at * 11}件。`]),
    ),
    cells,
  };
}

/** Reads a published report from text with one cell a line, as sites flatten it. */
export function fromText(text) {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  const starts = FORM.parts.map((part) => lines.indexOf(part.label));
  if (starts.some((at) => at < 0)) throw new Error(`headings not found: ${starts}`);
  const section = (at) => lines.slice(starts[at] + 1, starts[at + 1]);
  const [, organ, year] = /^(.*?)(\d{4})年/.exec(lines[0]);
  const narratives = { preface: lines.slice(1, starts[0]).join('\n'), problems: section(4).join('\n'), other_matters: section(5).join('\n') };
  const headed = FORM.parts[0].narratives;
  let block = headed[0].id;
  for (const line of section(0)) {
    const heading = headed.find((spec) => spec.label && line.startsWith(spec.label.slice(0, 3)));
    if (heading) block = heading.id;
    else narratives[block] = narratives[block] ? `${narratives[block]}\n${line}` : line;
  }
  const figures = [1, 2, 3].flatMap((at) => section(at).filter((line) => /^[\d.]+$/.test(line)));
  if (figures.length !== ALL_CELLS.length) throw new Error(`${figures.length} figures`);
  const cells = Object.fromEntries(ALL_CELLS.map((id, at) => [id, figures[at]]));
  return { organ, year: Number(year), fields: {}, narratives, cells };
}

/** Types a whole report in, through the page. */
export async function typeIn(product, report) {
  await product.create(report.organ, { year: report.year, fields: report.fields });
  if (report.narratives.preface) {
    await product.narrative('preface').fill('');
    await product.narrative('preface').pressSequentially(report.narratives.preface);
  }
  for (const part of FORM.parts) {
    await product.part(part.label.split('、')[1]);
    if (part.tables) await product.typeTable(report.cells);
    for (const { id } of part.narratives ?? []) {
      if (report.narratives[id]) await product.narrative(id).pressSequentially(report.narratives[id]);
    }
  }
  await product.saved();
}

/** The same report as a published file, for tests that are not about typing. */
export function asFile(report) {
  const cells = Object.fromEntries(ALL_CELLS.filter((id) => report.cells[id] !== undefined).map((id) => [id, report.cells[id]]));
  const header = { year: report.year, organ: report.organ, ...report.fields };
  return JSON.stringify({ kind: 'disclosure-report', version: 1, format: FORM.format, header, narratives: report.narratives, cells });
}

/** Opens a whole report from a file and goes to its review. */
export async function openWhole(product, report) {
  await product.openFile('report.json', asFile(report));
  await product.notice().last().waitFor();
  await product.page.locator('tr[data-draft] a.button').first().click();
  await product.review();
}
