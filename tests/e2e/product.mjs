// The product as a person meets it: pages, fields, keys. Tests speak through this and know no
// selectors of their own. Whatever a test does, the console must stay empty and no request may
// leave the page's own origin.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test as plain } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'];
export const DIST = new URL('../../dist/', import.meta.url).pathname;
export const WINDOW = { width: 1366, height: 768 };

let browser;
let site;

before(async () => {
  site = await serve(DIST);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
});
after(async () => {
  await browser?.close();
  await site?.close();
});

// What the service worker does is for tests of its own; elsewhere it would load everything twice.
const LOCALE = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: WINDOW, acceptDownloads: true, serviceWorkers: 'block' };
const BLOCKED = 'Service Worker registration blocked by Playwright';

/** A test with a fresh browser profile. `options` go to the context; `allow` lists console texts and addresses; `from` is another folder to serve. */
export function test(name, run, { allow = [], under = '', from = '', ...options } = {}) {
  plain(name, async () => {
    const own = under || from ? await serve(from || DIST, { under }) : site;
    const context = await browser.newContext({ ...LOCALE, ...options });
    const watched = watch(context, own.address, [BLOCKED, ...allow]);
    try {
      const product = new Product(await context.newPage(), own.address);
      await run(product, { context, browser, site: own });
      watched.assertQuiet();
    } finally {
      await context.close();
      if (own !== site) await own.close();
    }
  });
}

/** A browser with a profile on disk, for tests that end it and start it again. */
export async function launchOn(profile) {
  const context = await chromium.launchPersistentContext(profile, { executablePath: CHROMIUM, args: ARGUMENTS, ...LOCALE });
  return { context, product: new Product(context.pages()[0] ?? (await context.newPage()), site.address) };
}

/** A browser of its own process on a profile on disk; `kill` ends the process without a warning. */
export async function startOn(profile) {
  const port = join(profile, 'DevToolsActivePort');
  await rm(port, { force: true });
  const process = spawn(CHROMIUM, ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, ...ARGUMENTS, 'about:blank'], { stdio: 'ignore' });
  const ended = new Promise((done) => process.once('exit', done));
  let address;
  for (let wait = 0; !address && wait < 300; wait += 1) {
    await new Promise((done) => setTimeout(done, 50));
    const lines = await readFile(port, 'utf8').catch(() => '');
    if (lines.includes('/devtools')) address = `ws://127.0.0.1:${lines.trim().replace('\n', '')}`;
  }
  const own = await chromium.connectOverCDP(address);
  const [context] = own.contexts();
  const product = new Product(context.pages()[0] ?? (await context.newPage()), site.address);
  const kill = async () => {
    process.kill('SIGKILL');
    await ended;
    await own.close().catch(() => {});
  };
  return { product, kill };
}

export { plain };

/** Notes what the live region says: one thing may follow another before a test looks. */
function noteWhatIsSaid() {
  if (window.allSaid) return;
  window.allSaid = [];
  let last = '';
  const look = () => {
    const words = document.querySelector('[data-said]')?.textContent ?? '';
    if (words && words !== last) window.allSaid.push(words);
    last = words;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}

function watch(context, address, allow) {
  const problems = [];
  const origin = new URL(address).origin;
  context.on('console', (message) => {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !allow.some((part) => text.includes(part))) problems.push(text);
  });
  context.on('weberror', (error) => problems.push(String(error.error())));
  context.on('request', (request) => {
    const url = request.url();
    if (![origin, 'blob:', 'data:', 'about:', ...allow].some((start) => url.startsWith(start))) problems.push(`request to ${url}`);
  });
  return { assertQuiet: () => assert.deepEqual(problems, []) };
}

export class Product {
  constructor(page, address) {
    this.page = page;
    this.address = address;
  }

  async open(rest = '') {
    await this.page.goto(this.address + rest);
    await this.isThere();
    return this;
  }

  /** Loads the page again and waits until the program is there. */
  async reload() {
    await this.page.reload();
    await this.isThere();
  }

  async isThere() {
    await this.page.locator('.app-bar').waitFor();
    await this.page.evaluate(noteWhatIsSaid);
  }

  /** Another window of the same profile. */
  async second() {
    return new Product(await this.page.context().newPage(), this.address).open();
  }

  /** Creates a report by keyboard and waits for its cover. */
  async create(organ, { year = 2025, fields = {} } = {}) {
    await this.page.getByRole('button', { name: '新建年报' }).first().click();
    await this.field('organ').pressSequentially(organ);
    await this.field('year').fill(String(year));
    for (const [name, text] of Object.entries(fields)) await this.field(name).pressSequentially(text);
    await this.page.getByRole('button', { name: '开始填写' }).click();
    await this.page.getByRole('heading', { name: '标题和说明' }).waitFor();
  }

  field(name) {
    return this.page.locator(`[data-field="${name}"] input`);
  }

  /** Goes to a part by a piece of its heading. */
  async part(heading) {
    await this.page.locator('.part-nav a', { hasText: heading }).click();
    await this.page.locator('.sheet h1', { hasText: heading }).waitFor();
  }

  async review() {
    await this.page.locator('.part-nav__end a').click();
    await this.page.getByRole('heading', { name: '核对与发布' }).waitFor();
  }

  async list() {
    await this.page.locator('.report-name a').click();
    await this.page.getByRole('heading', { name: '我的年报' }).waitFor();
  }

  cell(id) {
    return this.page.locator(`[data-cell="${id}"] input`);
  }

  /** The text of a cell on screen, typed or computed. */
  async shown(id) {
    const cell = this.page.locator(`[data-cell="${id}"]`);
    await cell.waitFor({ state: 'attached' });
    return (await cell.locator('input').count()) ? cell.locator('input').inputValue() : (await cell.textContent()).trim();
  }

  /** Types into the table that is open, row by row with Tab, as `entries[id]` says. */
  async typeTable(entries) {
    const ids = await this.page.locator('[data-cell]:has(input)').evaluateAll((cells) => cells.map((cell) => cell.dataset.cell));
    await this.cell(ids[0]).focus();
    for (const id of ids) {
      assert.equal(await this.focused(), id);
      await this.page.keyboard.type(entries[id]);
      await this.page.keyboard.press('Tab');
    }
  }

  /** The cell that has the focus. */
  focused() {
    return this.page.evaluate(() => document.activeElement?.closest('[data-cell]')?.dataset.cell ?? null);
  }

  /** Waits until a cell has the focus: where a page is shown first, it comes a moment later. */
  async focusComesTo(id) {
    const has = (cell) => document.activeElement?.closest('[data-cell]')?.dataset.cell === cell;
    await this.page.waitForFunction(has, id).catch(async () => assert.equal(await this.focused(), id));
  }

  narrative(id) {
    return this.page.locator(`[data-narrative="${id}"] textarea`);
  }

  async saved() {
    await this.page.locator('.save-status', { hasText: '已保存' }).waitFor();
  }

  balance(column) {
    return this.page.locator(`[data-balance="${column}"]`);
  }

  /** Exports and returns the file. */
  async export(kind) {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.locator(`[data-export="${kind}"]`).click(),
    ]);
    const bytes = await readFile(await download.path());
    return { name: download.suggestedFilename(), text: bytes.toString('utf8'), bytes };
  }

  /** Opens a file through the file button. */
  async openFile(name, text) {
    await this.page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  }

  notice() {
    return this.page.locator('main [role=status] .notice');
  }

  /** Everything in local storage but what lies beside the drafts. */
  stored() {
    return this.page.evaluate(() =>
      Object.fromEntries(Object.entries(localStorage).filter(([key]) => !/^disclosure-report\/(history|backup|asked)\//.test(key))),
    );
  }

  /** Fills local storage to its last character. */
  async fillStorage() {
    await this.page.evaluate(() => {
      let piece = 'x'.repeat(1024 * 1024);
      for (let at = 0; piece.length > 0; ) {
        try {
          localStorage.setItem(`filler-${at}`, piece);
          at += 1;
        } catch {
          piece = piece.slice(0, piece.length >> 1);
        }
      }
    });
  }

  /** Takes out again what filled it. */
  async makeRoom() {
    await this.page.evaluate(() => {
      const fillers = Object.keys(localStorage).filter((key) => key.startsWith('filler'));
      fillers.forEach((key) => localStorage.removeItem(key));
    });
  }

  /** A new report with table three open. */
  async tableThree(organ = '望川县自然资源局') {
    await this.open();
    await this.create(organ);
    await this.part('收到和处理');
  }

  /** Presses keys one after another. */
  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Selects something on another page as a person does, and copies it. */
  async copyFrom(html, selector = 'body') {
    const page = await this.page.context().newPage();
    await page.setContent(html);
    await page.evaluate((one) => {
      const element = document.querySelector(one);
      if (element.select) element.select();
      else getSelection().selectAllChildren(element);
    }, selector);
    await page.keyboard.press('Control+C');
    await page.close();
    await this.page.bringToFront();
  }

  /** Copies plain text, as an editor puts it on the clipboard. */
  copyText(text) {
    return this.copyFrom(`<textarea>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</textarea>`, 'textarea');
  }

  /** Pastes exactly these flavours into what has the focus. */
  async pasteFlavours(flavours) {
    await this.page.evaluate((all) => {
      const clipboardData = new DataTransfer();
      for (const [type, text] of Object.entries(all)) clipboardData.setData(type, text);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
    }, flavours);
  }

  /** What lies on the clipboard, by pasting it elsewhere: plain text, and the cells of its table. */
  async clipboard() {
    const page = await this.page.context().newPage();
    await page.setContent('<textarea></textarea><div contenteditable></div>');
    await page.locator('textarea').focus();
    await page.keyboard.press('Control+V');
    await page.locator('div').focus();
    await page.keyboard.press('Control+V');
    const text = await page.locator('textarea').inputValue();
    const rows = await page.locator('tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
    await page.close();
    await this.page.bringToFront();
    return { text, rows };
  }

  /** Waits until the live region has said this, after what was waited for before. */
  async said(words) {
    await this.page.waitForFunction((part) => {
      const at = window.allSaid.findIndex((one) => one.includes(part));
      return at >= 0 && window.allSaid.splice(0, at + 1);
    }, words);
  }

  question() {
    return this.page.locator('.act-bar');
  }
}

/** Figures of an exported page by cell id. */
export async function figuresOf(page, html) {
  await page.setContent(html);
  return page.evaluate(() =>
    Object.fromEntries([...document.querySelectorAll('td[data-cell]')].map((cell) => [cell.dataset.cell, cell.textContent])),
  );
}
