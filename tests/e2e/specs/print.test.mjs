// What comes out of the printer: every figure in its row, nothing cut, A4 as GB/T 9704-2012 has it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { temporary } from '../kernels.mjs';
import { PRINTERS, find, plain as compact } from '../printed.mjs';
import { plain, test } from '../product.mjs';
import { ALL_CELLS, busy, openWhole, withTotals } from '../reports.mjs';

const fixture = (path) => new URL(`../../fixtures/${path}`, import.meta.url).pathname;
const GOLDEN = readFileSync(fixture('export/full/expected.html'), 'utf8');
const TALL = readFileSync(fixture('export/tall/expected.html'), 'utf8');

/** The type area of GB/T 9704-2012, in millimetres. */
const AREA = { left: 28, right: 184, top: 37, bottom: 262 };

/** The page with 200 figures of which no two are the same, and texts that fill several sheets. */
function distinct(html) {
  let [figures, texts] = [0, 0];
  return html
    .replace(/(<td[^>]*data-cell="([^".]*)[^"]*">)[^<]*/g, (_, tag, table) => {
      figures += 1;
      // Those of table four stand close together.
      return `${tag}${table === 'challenges' ? 1000 + figures : 20011 + 397 * figures}`;
    })
    .replace(/(<p(?: data-narrative="[^"]*")?>)[^<]*/g, (_, tag) => tag + `第${++texts}段，本年共办理${1000 + texts}件，比上年增加${texts}件；`.repeat(1 + (texts % 7) * 2));
}
const REPORT = distinct(GOLDEN);

/** The tables of a page: every row with its own label and its figures. */
function tablesOf(html) {
  return html.split('<table ').slice(1).map((one) => {
    const rows = one.split('</table>')[0].split('<tr>').slice(1).map((row) => ({
      label: /<th scope="row"[^>]*>([^<]*)/.exec(row)?.[1] ?? '',
      groups: [...row.matchAll(/<th scope="rowgroup"[^>]*>(.*?)<\/th>/g)].map(([, text]) => compact(text.replace(/<[^>]*>/g, ''))),
      figures: [...row.matchAll(/<td[^>]*>([^<]*)/g)].map(([, figure]) => figure),
    }));
    return { kind: /class="([\w-]+)/.exec(one)[1], caption: /<caption>([^<]*)/.exec(one)[1], rows: rows.filter((row) => row.figures.length > 0) };
  });
}
const paragraphsOf = (html) => [...html.matchAll(/<(?:h1|h2|h3|p)(?: [^>]*)?>(.*?)<\/(?:h1|h2|h3|p)>/g)].map(([, text]) => compact(text.replace(/<[^>]*>/g, '')));

// Each browser is started once, by the first test that prints in it, and prints each page once.
const running = new Map();
const sheets = new Map();
async function printed({ name, start }, html) {
  const key = `${name} ${html}`;
  if (!running.has(name)) running.set(name, await start());
  if (!sheets.has(key)) sheets.set(key, await running.get(name).print(html));
  return sheets.get(key);
}
after(() => Promise.all([...running.values()].map((browser) => browser.close())));

/** The words of a sheet that lie in its type area, where the page has one. */
const body = (sheet) => sheet.words.filter((word) => word.y < AREA.bottom);
const textOf = (words) => words.map((word) => word.text).join('');

/** Where the figures of a table stand; each is found once and in line with its row and its column. */
function assertInRows(document, table) {
  const words = document.sheets.flatMap((sheet) => sheet.words);
  const rows = table.rows.map((row) => ({
    ...row,
    at: row.figures.map((figure) => {
      const found = words.filter((word) => word.text === figure);
      assert.equal(found.length, 1, `${row.label}: ${figure} is found ${found.length} times`);
      return found[0];
    }),
  }));
  rows.forEach(({ label, figures, at }, row) => {
    const say = `${label} ${figures}`;
    for (const [column, word] of at.entries()) {
      assert.equal(word.sheet, at[0].sheet, say);
      assert.ok(Math.abs(word.y - at[0].y) < 0.5, `${say} in one row`);
      if (column > 0) assert.ok(word.left > at[column - 1].right, `${say} from left to right`);
      const above = rows[row - 1]?.at;
      if (above?.length === at.length) assert.ok(Math.abs(word.x - above[column].x) < 0.7, `${say} under ${above[column].text}`);
    }
    const [above, below] = [rows[row - 1]?.at[0], rows[row + 1]?.at[0]];
    if (above?.sheet === at[0].sheet) assert.ok(at[0].y - above.y > 2.5, `${say} is below the row before`);
    // Its label stands beside it, between the middles of the spaces to its neighbours.
    const near = (other) => (other?.sheet === at[0].sheet ? Math.abs(other.y - at[0].y) / 2 : 9);
    const beside = document.sheets[at[0].sheet].words.filter((word) => word.right < at[0].left && word.y > at[0].y - near(above) && word.y < at[0].y + near(below));
    // The labels of groups may stand among its lines.
    let from = 0;
    const text = textOf(beside);
    for (const character of compact(label)) {
      from = find(text, character, from) + 1;
      assert.ok(from > 0, `${label} stands beside ${figures}: ${text}`);
    }
  });
  return rows.map((row) => row.at);
}

/** Texts follow one another from the first sheet to the last. */
function assertInOrder(document, texts) {
  const all = textOf(document.sheets.flatMap(body));
  let at = 0;
  for (const text of texts) {
    const found = find(all, text, at);
    assert.ok(found >= 0, `${text} is missing after ${all.slice(Math.max(0, at - 30), at)}`);
    at = found + compact(text).length;
  }
}

for (const printer of PRINTERS) {
  plain(`${printer.name} prints all 200 figures, each in its row and column, and all texts in order`, async () => {
    const tables = tablesOf(REPORT);
    assert.equal(new Set(tables.flatMap((table) => table.rows.flatMap((row) => row.figures))).size, 200);
    const document = await printed(printer, REPORT);
    for (const table of tables) assertInRows(document, table);
    const texts = paragraphsOf(REPORT);
    assert.equal(texts.length, 29);
    assertInOrder(document, texts);
  });

  plain(`${printer.name} prints a table of sixty rows whole, with every figure in its row`, async () => {
    const document = await printed(printer, TALL);
    for (const table of tablesOf(TALL)) assertInRows(document, table);
    assertInOrder(document, paragraphsOf(TALL));
  });
}

for (const printer of PRINTERS.filter((one) => one.gbt9704)) {
  plain(`${printer.name} prints on A4 with a number at the foot of every sheet, right on odd ones and left on even ones`, async () => {
    for (const page of [REPORT, TALL]) {
      const document = await printed(printer, page);
      assert.ok(document.sheets.length >= 4);
      document.sheets.forEach((sheet, at) => {
        assert.ok(Math.abs(sheet.width - 210) < 1 && Math.abs(sheet.height - 297) < 1, `${sheet.width} x ${sheet.height}`);
        for (const word of body(sheet)) assert.ok(word.left > AREA.left - 0.5 && word.right < AREA.right + 0.5 && word.y > AREA.top, JSON.stringify(word));
        const foot = sheet.words.filter((word) => word.y >= AREA.bottom);
        assert.equal(textOf(foot), `—${at + 1}—`);
        // One character from the edge; the dashes are 7 mm below the type area.
        const [left, right] = [Math.min(...foot.map((word) => word.left)), Math.max(...foot.map((word) => word.right))];
        const character = (14 * 25.4) / 72;
        const off = at % 2 === 0 ? AREA.right - character - right : left - AREA.left - character;
        assert.ok(Math.abs(off) < 1, `${off} mm beside its place`);
        const dash = sheet.picture().darkest(AREA.bottom + 1, AREA.bottom + 15);
        assert.ok(Math.abs(dash - AREA.bottom - 7) < 0.5, `${dash}`);
      });
    }
  });

  plain(`${printer.name} keeps every table on one sheet, under its heading`, async () => {
    const document = await printed(printer, REPORT);
    const headings = ['二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', '四、政府信息公开行政复议、行政诉讼情况'];
    tablesOf(REPORT).forEach((table, at) => {
      const places = assertInRows(document, table).flat();
      for (const place of places) assert.equal(place.sheet, places[0].sheet, `${place.text} is on the sheet of its table`);
      const above = document.sheets[places[0].sheet].words.filter((word) => word.y < places[0].y);
      assert.ok(find(textOf(above), headings[at]) >= 0, `${headings[at]} stands above its table`);
    });
  });

  plain(`${printer.name} leaves no heading at the foot of a sheet`, async () => {
    // On sheets of 22 lines, headings of both kinds after so many lines of text.
    const places = [18, 19, 20, 21, 22].flatMap((lines) => [`${lines}h2`, `${lines}h3`]);
    const texts = places.map((place) => {
      const [lines, tag] = [Number(place.slice(0, 2)), place.slice(2)];
      return `<p style="break-before: page">上</p>${'<p>中</p>'.repeat(lines - 1)}<${tag}>标题${place}</${tag}><p>下${place}</p>`;
    });
    const document = await printed(printer, GOLDEN.replace(/<main>[^]*<\/main>/, `<main>${texts.join('')}</main>`));
    const sheetOf = (text) => document.sheets.findIndex((sheet) => find(textOf(body(sheet)), text) >= 0);
    for (const place of places) assert.equal(sheetOf(`标题${place}`), sheetOf(`下${place}`), `a heading after ${place}`);
    // One that has room for a line below it stays: two texts on, two sheets on.
    assert.equal(sheetOf('标题20h2'), sheetOf('标题19h2') + 2);
  });

  plain(`${printer.name} prints a tall table as whole ones: with its head, and labels of groups that go on`, async () => {
    const document = await printed(printer, TALL);
    const tables = tablesOf(TALL);
    assert.deepEqual(tables.map((table) => table.rows.length), [25, 19, 16]);
    const used = tables.map((table, at) => {
      const places = assertInRows(document, table).flat();
      const [{ sheet }] = places;
      for (const place of places) assert.equal(place.sheet, sheet, 'no sheet holds a piece of a table');
      const text = textOf(body(document.sheets[sheet]));
      const head = body(document.sheets[sheet]).filter((word) => word.y < places[0].y);
      for (const heading of ['申请人情况', '自然人', '总计']) assert.ok(find(textOf(head), heading) >= 0, `${heading} stands above`);
      assert.equal(find(textOf(head), '各类事项办理情况(续)') >= 0, at > 0, 'the caption says that it goes on');
      for (const group of table.rows.flatMap((row) => row.groups)) {
        let from = 0;
        for (const character of group) assert.ok((from = find(text, character, from) + 1) > 0, group);
      }
      return sheet;
    });
    assert.deepEqual(used, [used[0], used[0] + 1, used[0] + 2]);
    const goingOn = tables.map((table) => table.rows[0].groups.filter((group) => group.endsWith('(续)')));
    assert.deepEqual(goingOn, [[], ['三、本年度办理结果(续)', '(二)乙类事项(续)'], []]);
  });

  plain(`${printer.name} prints every border whole`, async () => {
    for (const page of [REPORT, TALL]) {
      const document = await printed(printer, page);
      for (const table of tablesOf(page)) {
        const rows = assertInRows(document, table);
        const picture = document.sheets[rows[0][0].sheet].picture();
        const [first, last] = [rows[0], rows.at(-1)];
        const left = picture.down({ left: AREA.left - 1, right: AREA.left + 1, top: first[0].y, bottom: last[0].y });
        const right = picture.down({ left: AREA.right - 1, right: AREA.right + 1, top: first[0].y, bottom: last[0].y });
        assert.ok(left && right, `${table.caption}: the outer lines stand at the sides`);
        // From one outer line to the other, above the head (two rows or more) and below the last row.
        const top = picture.across({ left, right, top: AREA.top, bottom: first[0].y - 6 });
        const bottom = picture.across({ left, right, top: last[0].y + 1, bottom: last[0].y + 7 });
        assert.ok(top && bottom, `${table.caption}: there are lines above and below`);
        for (const [name, from] of [['left', left], ['right', right]]) {
          assert.ok(picture.down({ left: from - 0.3, right: from + 0.3, top, bottom }), `${table.caption}: the line at the ${name} is whole`);
        }
        rows.forEach((row, at) => {
          const from = row.length > 1 ? row[0].x : left;
          const to = row.length > 1 ? row.at(-1).x : right;
          const next = rows[at + 1]?.[0].y ?? bottom + 0.5;
          assert.ok(picture.across({ left: from, right: to, top: row[0].y + 1, bottom: next }), `${table.rows[at].label}: a line below ${row[0].text}`);
          for (let column = 1; column < row.length; column += 1) {
            const between = { left: row[column - 1].x, right: row[column].x, top: row[0].y - 2, bottom: row[0].y + 2 };
            assert.ok(picture.down(between), `${table.rows[at].label}: a line before ${row[column].text}`);
          }
        });
      }
    }
  });

  plain(`${printer.name} fills a sheet with 22 lines of 28 characters, as GB/T 9704-2012 asks`, async () => {
    let done = false;
    const page = GOLDEN.replace(/(<h2>五、[^<]*<\/h2>\s*<p[^>]*>)[^<]*/, (_, before) => ((done = true), before + '甲'.repeat(28 * 60)));
    assert.ok(done);
    const document = await printed(printer, page);
    const lines = document.sheets.map((sheet) => body(sheet).map((word) => word.text).filter((text) => /^甲+$/.test(text))).find((all) => all.length >= 22);
    assert.deepEqual(lines?.map((line) => line.length), Array(22).fill(28));
  });
}

test('the page that leaves the product prints with table three whole and every figure in its row', async (product) => {
  const report = busy();
  const totals = withTotals(report.cells);
  await product.open();
  await openWhole(product, report);
  const { text } = await product.export('html');
  const { sheets: all } = await printed(PRINTERS[0], text);
  const sheet = all.find((one) => find(textOf(one.words), '三、收到和处理政府信息公开申请情况') >= 0);
  const lines = new Map();
  for (const word of body(sheet).filter((one) => /^\d{5,}$/.test(one.text))) lines.set(word.y.toFixed(0), [...(lines.get(word.y.toFixed(0)) ?? []), word.text]);
  const rows = [...new Set(ALL_CELLS.filter((id) => id.startsWith('requests.')).map((id) => id.split('.')[1]))];
  const expected = rows.map((row) => ALL_CELLS.filter((id) => id.startsWith(`requests.${row}.`)).map((id) => totals[id]).join(' '));
  assert.deepEqual([...lines.values()].map((line) => line.join(' ')), expected);
  const whole = all.map((one) => textOf(body(one))).join('');
  for (const id of ALL_CELLS) assert.ok(whole.includes(totals[id]), id);
  for (const written of Object.values(report.narratives)) for (const line of written.split('\n')) assert.ok(find(whole, line) >= 0, line);
});

/** A report with figures as long as they can be. */
function largest() {
  const report = busy();
  for (const id of Object.keys(report.cells)) if (id.startsWith('requests.received') || id.startsWith('requests.granted.')) report.cells[id] = '999999999999';
  return report;
}

test('figures of fifteen digits print unbroken, in tables that stay on their sheets', async (product) => {
  const report = largest();
  const totals = withTotals(report.cells);
  await product.open();
  await openWhole(product, report);
  const { text } = await product.export('html');
  for (const printer of PRINTERS.filter((one) => one.gbt9704)) {
    const document = await printed(printer, text);
    const words = document.sheets.flatMap((sheet) => sheet.words);
    for (const id of ALL_CELLS) assert.ok(words.some((word) => word.text === totals[id]), `${printer.name}: ${id} ${totals[id]}`);
    const sheet = document.sheets.find((one) => find(textOf(one.words), '三、收到和处理政府信息公开申请情况') >= 0);
    for (const row of ['received', 'outcomes_total', 'carried_over']) {
      assert.ok(sheet.words.some((word) => word.text === totals[`requests.${row}.total`]), `${printer.name}: ${row} is on the sheet of table three`);
    }
  }
});

test('the printed page is accessible and asks for nothing', async (product, { context }) => {
  for (const html of [GOLDEN, TALL]) {
    const page = await context.newPage();
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.setContent(html);
    await page.evaluate(readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8'));
    const found = await page.evaluate(() => window.axe.run(document, { rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } } }));
    assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html)}`), []);
    assert.deepEqual(requests, []);
  }
});

/** In a page: the share of dots whose grey differs by more than a quarter between two pictures. */
async function shareThatDiffers(pictures) {
  const [one, other] = await Promise.all(
    pictures.map(async (data) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      return canvas.getImageData(0, 0, image.width, image.height);
    }),
  );
  if (one.width !== other.width || one.height !== other.height) return 1;
  let differ = 0;
  for (let at = 0; at < one.data.length; at += 4) if (Math.abs(one.data[at] - other.data[at]) > 64) differ += 1;
  return differ / (one.width * one.height);
}

/** As much of a sheet may look otherwise: what other versions of the browser smooth otherwise, but not a line of text that moved. */
const TOLERANCE = 0.002;

test('the sheets look as those that were looked at', async (product, { context }) => {
  const page = await context.newPage();
  for (const [name, html] of [['full', GOLDEN], ['tall', TALL]]) {
    const { file, sheets: all } = await printed(PRINTERS[0], html);
    const folder = temporary();
    execFileSync('pdftoppm', ['-png', '-gray', '-r', '50', file, join(folder, name)]);
    mkdirSync(fixture('print'), { recursive: true });
    for (let number = 1; number <= all.length; number += 1) {
      const is = readFileSync(join(folder, `${name}-${number}.png`));
      const path = fixture(`print/${name}-${number}.png`);
      if (process.env.UPDATE_GOLDEN) writeFileSync(path, is);
      const differs = await page.evaluate(shareThatDiffers, [is, readFileSync(path)].map((one) => one.toString('base64')));
      assert.ok(differs <= TOLERANCE, `${path}: ${(differs * 100).toFixed(2)} % of it differ`);
    }
    assert.ok(!existsSync(fixture(`print/${name}-${all.length + 1}.png`)), `${name} has no more sheets than before`);
  }
});
