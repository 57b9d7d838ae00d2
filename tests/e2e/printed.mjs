// Pages on paper: browsers that print them, and what poppler reads in their PDF.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import puppeteer8 from 'puppeteer-core-8';
import { CHROMIUM, FIREFOX, chromium90, startScreen, temporary } from './kernels.mjs';

const SWITCHES = ['--no-sandbox', '--disable-gpu'];
// As they are set at first: nobody has ticked that backgrounds are printed.
const PAPER = { preferCSSPageSize: true, printBackground: false };

/** Each starts and ends with what opens pages and closes. */
export const PRINTERS = [
  { name: 'Chromium', gbt9704: true, start: () => overPages(chromium.launch({ executablePath: CHROMIUM, args: SWITCHES })) },
  // It has no boxes in the margin, and so no page numbers but its own.
  { name: 'Chromium 90', start: () => overPages(puppeteer8.launch({ executablePath: chromium90(), args: SWITCHES })) },
  { name: 'Firefox', gbt9704: true, start: () => overPages(puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX })) },
  { name: 'WebKit', start: startWebKit },
];

async function overPages(starts) {
  const browser = await starts;
  return {
    async print(html) {
      const page = await browser.newPage();
      await page.setContent(html);
      const pdf = await page.pdf(PAPER);
      await page.close();
      return read(pdf);
    },
    close: () => browser.close(),
  };
}

async function startWebKit() {
  const screen = await startScreen();
  const program = new URL('./print-webkit.py', import.meta.url).pathname;
  return {
    async print(html) {
      const folder = temporary();
      const [page, pdf] = [join(folder, 'page.html'), join(folder, 'page.pdf')];
      writeFileSync(page, html);
      await promisify(execFile)('/usr/bin/python3', [program, page, pdf], { env: screen.environment });
      return read(readFileSync(pdf));
    },
    close: () => screen.close(),
  };
}

const FOLDER = temporary();

/** A PDF as sheets with the words on them; lengths are millimetres from the upper left corner. */
function read(bytes) {
  const folder = mkdtempSync(join(FOLDER, 'pdf-'));
  const file = join(folder, 'printed.pdf');
  writeFileSync(file, bytes);
  const text = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const mm = (points) => (Number(points) * 25.4) / 72;
  const sheets = text.split('<page ').slice(1).map((page, at) => {
    const [, width, height] = /width="(.*?)" height="(.*?)"/.exec(page);
    const words = [...page.matchAll(/<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g)].map(([, left, top, right, bottom, text]) => ({
      sheet: at,
      text: plain(text),
      left: mm(left),
      right: mm(right),
      x: mm((Number(left) + Number(right)) / 2),
      y: mm((Number(top) + Number(bottom)) / 2),
    }));
    // From line to line; what is in one line differs a little in height where its fonts do.
    words.sort((a, b) => a.y - b.y);
    const lines = [];
    for (const word of words) {
      if (lines.at(-1) && word.y - lines.at(-1)[0].y < 1.5) lines.at(-1).push(word);
      else lines.push([word]);
    }
    words.splice(0, words.length, ...lines.flatMap((line) => line.sort((a, b) => a.x - b.x)));
    let picture;
    return { width: mm(width), height: mm(height), words, picture: () => (picture ??= pictureOf(file, at + 1)) };
  });
  return { file, sheets };
}

/** Text without spaces. Of characters that look alike, as radicals do, PDF keeps but one. */
export const plain = (text) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&').normalize('NFKC').replace(/\s/g, '');

/**
 * Where a text stands in another from a place on, or -1. Firefox forgets what the glyphs of fonts in a
 * collection mean unless the first font has them too (poppler then gives U+FFFD), and radicals have
 * characters of their own: each of these may be any one character, Latin letters and digits never are.
 */
export function find(text, part, from = 0) {
  const wanted = plain(part);
  const same = (is, must) => is === must || (/[\ufffd\u2e80-\u2fdf]/.test(is) && !/[\w.]/.test(must));
  for (let at = from; at + wanted.length <= text.length; at += 1) {
    let k = 0;
    while (k < wanted.length && same(text[at + k], wanted[k])) k += 1;
    if (k === wanted.length) return at;
  }
  return -1;
}

/** Dots in a millimetre of the pictures that lines are looked for in. */
const DOTS = 10;
const DARK = 150;

/** One sheet in grey, with what can be asked of it. */
function pictureOf(file, number) {
  const bytes = execFileSync('pdftoppm', ['-gray', '-r', String(DOTS * 25.4), '-f', String(number), '-l', String(number), file], { maxBuffer: 1 << 28 });
  const [header, width, height] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(bytes.subarray(0, 40).toString('latin1'));
  const grey = (x, y) => bytes[header.length + y * Number(width) + x];
  const dots = (length) => Math.round(length * DOTS);
  const every = (from, to, dark) => {
    for (let at = dots(from); at <= dots(to); at += 1) if (!dark(at)) return false;
    return true;
  };
  return {
    /** The first unbroken dark line from left to right between two heights; null if there is none. */
    across({ left, right, top, bottom }) {
      for (let y = Math.max(0, dots(top)); y <= Math.min(Number(height) - 1, dots(bottom)); y += 1) if (every(left, right, (x) => grey(x, y) < DARK)) return y / DOTS;
      return null;
    },
    /** The first unbroken dark line from top to bottom between two places. */
    down({ left, right, top, bottom }) {
      for (let x = Math.max(0, dots(left)); x <= Math.min(Number(width) - 1, dots(right)); x += 1) if (every(top, bottom, (y) => grey(x, y) < DARK)) return x / DOTS;
      return null;
    },
    /** The height between two that has the most ink. */
    darkest(top, bottom) {
      let [most, found] = [0, top];
      for (let y = dots(top); y <= dots(bottom); y += 1) {
        let ink = 0;
        for (let x = 0; x < Number(width); x += 1) ink += 255 - grey(x, y);
        if (ink > most) [most, found] = [ink, y / DOTS];
      }
      return found;
    },
  };
}
