// The main job in every kernel that clerks have: a whole report is typed in, kept, found right,
// exported, printed, and there without a network. Where a kernel is too old the page says so.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { KERNELS } from '../kernels.mjs';
import { asFile, faults } from '../office.mjs';
import { ALL_CELLS, FORM, busy, withTotals } from '../reports.mjs';
import { serve } from '../server.mjs';

// Not of product.mjs, which starts a browser that is not wanted here.
const DIST = new URL('../../../dist/', import.meta.url).pathname;
const REPORT = busy();
const FIGURES = withTotals(REPORT.cells);
const FIELDS = { organ: REPORT.organ, year: String(REPORT.year), ...REPORT.fields };

/** A test in one kernel, on a server of its own that it may stop. */
function testIn(kind, name, run, { from = DIST, ...options } = {}) {
  test(`${kind.name}: ${name}`, async (context) => {
    const site = await serve(from, { policy: kind.policy });
    let kernel;
    try {
      kernel = await kind.start(options);
      context.diagnostic(kernel.version);
      await run(kernel, site);
    } finally {
      await kernel?.close();
      await site.close();
    }
  });
}

// No kernel here is without modules: what one would not run is taken out, and what it would is left.
const old = mkdtempSync(join(tmpdir(), 'without-modules-'));
cpSync(DIST, old, { recursive: true });
process.on('exit', () => rmSync(old, { recursive: true, force: true }));
const html = readFileSync(join(DIST, 'index.html'), 'utf8');
const [boot] = /<script [^>]*data-glue=[^>]*><\/script>/.exec(html);
writeFileSync(join(old, 'index.html'), html.replace(boot, '').replace('<script nomodule ', '<script '));

// Two at a time: a kernel that is typed into mostly waits for its next frame.
describe('kernels', { concurrency: 2 }, () => {
  for (const kind of KERNELS) {
    testIn(kind, 'a whole report is typed in, kept, exported, printed, and there without a network', async (kernel, site) => {
      await kernel.open(site.address);
      await kernel.until(() => document.querySelector('.app-bar'));
      await create(kernel);
      for (const part of FORM.parts) await typePart(kernel, part);
      await kernel.until(() => document.querySelector('.save-status').textContent.includes('已保存'));
      await kernel.reload();
      await assertKept(kernel);

      await kernel.click('.part-nav__end a');
      await kernel.until(() => document.querySelector('main').innerText.includes('可以发布：没有错误，全部填完。'));
      await assertFromTop(kernel);
      await assertExported(kernel);
      await assertPrinted(kernel);
      assert.deepEqual(await kernel.problems(), []);

      await kernel.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
      await kernel.evaluate(() => history.back());
      await kernel.until(() => document.querySelector('.part-nav'));
      await site.close();
      await kernel.reload();
      await assertKept(kernel);
    });

    testIn(kind, 'without WebAssembly the page says what to do', async (kernel, site) => {
      await kernel.open(site.address);
      await kernel.until(() => document.body.innerText.includes('打不开：浏览器太旧，或者网站没有把文件给全。换用 Chrome'));
    }, { wasm: false });
  }

  testIn(KERNELS[0], 'without modules the page says what to do', async (kernel, site) => {
    await kernel.open(site.address);
    assert.match(await kernel.evaluate(() => document.body.innerText), /^打不开：浏览器太旧，或者在兼容模式。换用 Chrome/);
  }, { from: old });
});

async function create(kernel) {
  await kernel.click('main .button--primary');
  for (const [name, text] of Object.entries(FIELDS)) await fill(kernel, `[data-field="${name}"] input`, text);
  await kernel.press('Enter');
  await kernel.until(() => document.querySelector('[data-narrative="preface"]'));
}

/** Types into a field that may hold something, and sees that it took every key. */
async function fill(kernel, selector, text) {
  await kernel.until((one) => document.querySelector(one), selector);
  await kernel.click(selector);
  // By script: Chromium 90 without a window ends when text is selected by hand.
  await kernel.evaluate((one) => document.querySelector(one).select(), selector);
  await kernel.type(text);
  assert.equal(await kernel.evaluate((one) => document.querySelector(one).value, selector), text, selector);
}

async function typePart(kernel, part) {
  await goTo(kernel, part);
  if (part.tables) await typeTable(kernel);
  for (const { id, optional } of part.narratives ?? []) {
    if (!optional) await fill(kernel, `[data-narrative="${id}"] textarea`, REPORT.narratives[id]);
  }
  assert.deepEqual(await shown(kernel), expected(part));
  await assertFits(kernel);
}

async function goTo(kernel, { id, label }) {
  await kernel.until((part) => document.querySelector(`.part-nav a[href$="/${part}"]`), id);
  await kernel.click(`.part-nav a[href$="/${id}"]`);
  await kernel.until((words) => document.querySelector('.sheet h1')?.textContent === words, label);
}

/** Row by row with Tab; every figure goes where the focus is. */
async function typeTable(kernel) {
  const ids = await kernel.evaluate(() => [...document.querySelectorAll('[data-cell] input')].map((input) => input.closest('[data-cell]').dataset.cell));
  await kernel.click(`[data-cell="${ids[0]}"] input`);
  for (const id of ids) {
    assert.equal(await kernel.evaluate(() => document.activeElement.closest('[data-cell]')?.dataset.cell), id);
    await kernel.type(REPORT.cells[id]);
    await kernel.press('Tab');
  }
}

/** What the open part holds: cells, typed or computed, and texts. */
const shown = (kernel) =>
  kernel.evaluate(() => {
    const all = {};
    for (const cell of document.querySelectorAll('[data-cell]')) all[cell.dataset.cell] = cell.querySelector('input')?.value ?? cell.textContent.trim();
    for (const one of document.querySelectorAll('[data-narrative]')) all[one.dataset.narrative] = one.querySelector('textarea').value;
    return all;
  });

function expected({ tables = [], narratives = [] }) {
  const cells = ALL_CELLS.filter((id) => tables.includes(id.split('.')[0])).map((id) => [id, FIGURES[id]]);
  return Object.fromEntries([...cells, ...narratives.map(({ id }) => [id, REPORT.narratives[id] ?? ''])]);
}

async function assertKept(kernel) {
  await goTo(kernel, { id: 'cover', label: '标题和说明' });
  const fields = await kernel.evaluate((names) => names.map((name) => document.querySelector(`[data-field="${name}"] input`).value), Object.keys(FIELDS));
  assert.deepEqual(fields, Object.values(FIELDS));
  for (const part of FORM.parts) {
    await goTo(kernel, part);
    assert.deepEqual(await shown(kernel), expected(part));
  }
}

/** The window holds all of a part but what scrolls in it, and nothing but a table scrolls sideways. */
async function assertFits(kernel) {
  const found = await kernel.evaluate(() => {
    const all = [...document.querySelectorAll('.part-nav__end, .context-bar, .report-table tfoot')];
    const below = all.filter((one) => one.getBoundingClientRect().bottom > innerHeight);
    const scrolls = [...document.querySelectorAll('html, .part-nav, .sheet')].filter((one) => getComputedStyle(one).overflowX !== 'hidden');
    const wide = scrolls.filter((one) => one.scrollWidth > one.clientWidth);
    return [...below, ...wide].map((one) => one.className || one.localName);
  });
  assert.deepEqual(found, []);
}

/** A new page begins at its top. WebKit brings what has the focus into sight some frames later. */
async function assertFromTop(kernel) {
  const at = await kernel.evaluate(() => new Promise((done) => setTimeout(() => done(scrollY), 300)));
  assert.equal(at, 0);
}

/** Takes the files from the hand of the page: not every kernel lets a test see what it downloads. */
async function assertExported(kernel) {
  await kernel.evaluate(() => {
    window.taken = [];
    const give = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
      window.taken.push(blob);
      return give(blob);
    };
  });
  await kernel.click('[data-export="json"]');
  await kernel.click('[data-export="html"]');
  await kernel.until(() => window.taken.length === 2);
  const [json, page] = await kernel.evaluate(() => Promise.all(window.taken.map((blob) => blob.text())));
  // What is loaded when it is first used runs in every kernel too.
  await kernel.click('[data-export="csv"]');
  await kernel.until(() => window.taken.length === 3);
  const lines = (await kernel.evaluate(() => window.taken[2].text())).trim().split('\r\n').slice(1);
  assertFigures(lines.map((line) => line.split(',').slice(3)));
  await kernel.click('[data-export="docx"]');
  await kernel.until(() => window.taken.length === 4);
  const bytes = await kernel.evaluate(() => window.taken[3].arrayBuffer().then((all) => [...new Uint8Array(all)]));
  assert.deepEqual(faults(asFile(Buffer.from(bytes), 'docx')), []);
  assertFigures(Object.entries(JSON.parse(json).cells).map(([id, figure]) => [id, String(figure)]));
  assertFigures([...page.matchAll(/<td[^>]* data-cell="([^"]+)">([^<]*)</g)].map(([, id, figure]) => [id, figure]));
}

async function assertPrinted(kernel) {
  await kernel.click('[data-export="print"]');
  await kernel.until(() => document.querySelector('#disclosure-report-print')?.contentDocument.querySelector('td[data-cell]'));
  const figures = await kernel.evaluate(() => {
    const { contentDocument } = document.querySelector('#disclosure-report-print');
    return [...contentDocument.querySelectorAll('td[data-cell]')].map((cell) => [cell.dataset.cell, cell.textContent]);
  });
  assertFigures(figures);
  assert.doesNotMatch(await kernel.evaluate(() => document.body.innerText), /不能打印/);
}

function assertFigures(figures) {
  assert.deepEqual(figures, ALL_CELLS.map((id) => [id, FIGURES[id]]));
}
