// The kernels of the browsers that clerks have. Each is started by the tool that knows it, on a
// profile of its own, and driven alike. `wasm: false` starts it without WebAssembly.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import puppeteer8 from 'puppeteer-core-8';
import { Builder, By, Capabilities, Key } from 'selenium-webdriver';
import { DriverService } from 'selenium-webdriver/remote/index.js';
import { POLICY } from './server.mjs';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const WEBKIT = process.env.WEBKIT ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const WINDOW = { width: 1366, height: 768 };

/** What a policy must say before Chromium 97. */
const OLD_POLICY = POLICY.replace("'wasm-unsafe-eval'", "'unsafe-eval'");

export const KERNELS = [
  { name: 'Chromium 90', start: startChromium90, policy: OLD_POLICY },
  { name: 'Chromium', start: startChromium },
  { name: 'Firefox', start: startFirefox },
  { name: 'WebKit', start: startWebKit },
];

async function startChromium90(options) {
  // playwright and later puppeteers ask for more than it has.
  const browser = await puppeteer8.launch({ executablePath: chromium90(), args: switches(options), defaultViewport: WINDOW });
  return overPage(await browser.newPage(), await browser.version(), () => browser.close());
}

async function startChromium(options) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: switches(options) });
  return overPage(await browser.newPage({ viewport: WINDOW }), browser.version(), () => browser.close());
}

/** Without a compiler there is no WebAssembly: so does a browser that is set to be strict. */
const switches = ({ wasm = true } = {}) => ['--no-sandbox', '--disable-gpu', ...(wasm ? [] : ['--js-flags=--jitless'])];

/** The program out of the package, which has it compressed; unpacked once. */
export function chromium90() {
  const from = new URL('../node_modules/chrome-aws-lambda/', import.meta.url);
  const { version } = JSON.parse(readFileSync(new URL('package.json', from), 'utf8'));
  const folder = new URL(`../../.tools/chrome-aws-lambda-${version}/`, import.meta.url).pathname;
  const program = join(folder, 'chromium');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    // Under another name first: a run that is broken off leaves no half of it.
    const part = `${program}.${process.pid}`;
    writeFileSync(part, brotliDecompressSync(readFileSync(new URL('bin/chromium.br', from))), { mode: 0o755 });
    renameSync(part, program);
  }
  return program;
}

async function startFirefox({ wasm = true } = {}) {
  const folder = temporary();
  const extraPrefsFirefox = {
    'javascript.options.wasm': wasm,
    'browser.download.folderList': 2,
    'browser.download.dir': folder,
    // It prints to a file; its print window would keep every script waiting.
    'print.always_print_silent': true,
    print_printer: 'Mozilla Save to PDF',
    'print.printer_Mozilla_Save_to_PDF.print_to_file': true,
    'print.printer_Mozilla_Save_to_PDF.print_to_filename': join(folder, 'printed.pdf'),
  };
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX, extraPrefsFirefox, defaultViewport: WINDOW });
  return overPage(await browser.newPage(), await browser.version(), () => browser.close());
}

/** A page of playwright or of puppeteer: what is used here has the same names in both. */
function overPage(page, version, close) {
  const problems = [];
  page.on('console', (message) => {
    // One says `warning`, the other `warn`.
    if (/^(error|warn)/.test(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  return driven({
    version,
    open: (address) => page.goto(address),
    reload: () => page.reload(),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    click: (selector) => page.click(selector),
    run: (script) => page.evaluate(script),
    problems,
    close,
  });
}

/** A screen for WebKit, which has no mode without one, and the environment of a program on it. */
export async function startScreen() {
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  process.on('exit', () => screen.kill());
  const [number] = await once(screen.stdout, 'data');
  // It keeps no test from ending.
  screen.stdout.unref();
  screen.unref();
  return { environment: { ...process.env, DISPLAY: `:${String(number).trim()}`, HOME: temporary() }, close: () => screen.kill() };
}

async function startWebKit({ wasm = true } = {}) {
  const screen = await startScreen();
  const environment = { ...screen.environment, JSC_useWasm: String(wasm) };
  const service = new DriverService.Builder('/usr/bin/WebKitWebDriver').setLoopback(true).setEnvironment(environment).build();
  const wanted = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: WEBKIT, args: ['--automation'] } };
  const driver = await new Builder().usingServer(await service.start()).withCapabilities(new Capabilities(wanted)).build();
  // Its own bar is 38 pixels high.
  await driver.manage().window().setRect({ ...WINDOW, height: WINDOW.height + 38 });
  return driven({
    version: (await driver.getCapabilities()).getBrowserVersion(),
    open: (address) => driver.get(address),
    reload: () => driver.navigate().refresh(),
    type: (text) => driver.actions().sendKeys(text.replaceAll('\n', Key.ENTER)).perform(),
    press: (key) => driver.actions().sendKeys(Key[key.toUpperCase()]).perform(),
    click: (selector) => driver.findElement(By.css(selector)).click(),
    run: (script) => driver.executeScript(`return ${script}`),
    problems: [],
    async close() {
      await driver.quit();
      await service.kill();
      screen.close();
    },
  });
}

/** A kernel with what can be said by scripts alone: they are given as functions and their arguments. */
function driven({ open, reload, run, problems, ...kernel }) {
  const evaluate = (call, ...args) => run(`(${call})(...${JSON.stringify(args)})`);
  const collect = async () => problems.push(...(await evaluate(() => (window.noted ?? []).splice(0))));
  return {
    ...kernel,
    evaluate,
    async open(address) {
      await open(address);
      await evaluate(noteProblems);
    },
    async reload() {
      await collect();
      await reload();
      await evaluate(noteProblems);
    },
    /** Waits until a script comes to something. */
    async until(call, ...args) {
      for (let wait = 0; wait < 300; wait += 1) {
        if (await evaluate(`(...args) => Promise.resolve((${call})(...args)).then(Boolean)`, ...args)) return;
        await pause(100);
      }
      assert.fail(`never came: ${call} of ${args}; the page says: ${await evaluate(() => document.body.innerText)}`);
    },
    /** What the console held and what was noted in the page. */
    async problems() {
      await collect();
      return problems;
    },
  };
}

/** In the page, once it is loaded: WebKit shows its driver no console, Firefox nothing of the policy. */
function noteProblems() {
  window.noted = [];
  for (const level of ['error', 'warn']) {
    const say = console[level];
    console[level] = (...words) => {
      window.noted.push(words.join(' '));
      say.apply(console, words);
    };
  }
  addEventListener('error', (event) => window.noted.push(String(event.message)));
  addEventListener('unhandledrejection', (event) => window.noted.push(String(event.reason)));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, originalPolicy }) => {
    // Chromium 90 tells of WebAssembly, and runs it, where 'unsafe-eval' allows it.
    if (blockedURI !== 'eval' || !originalPolicy.includes("'unsafe-eval'")) window.noted.push(`${violatedDirective} ${blockedURI}`);
  });
}

/** A folder that is gone when the tests are. */
export function temporary() {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
