// The program in a frame of somebody else's page, with what a sandbox takes away.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asFile, faults } from '../office.mjs';
import { DIST, Product, test } from '../product.mjs';
import { serve } from '../server.mjs';

const ORGAN = '望川县柳溪镇人民政府';
const ALL = 'allow-scripts allow-same-origin allow-downloads allow-modals';

/** The page of a host, as README.md says to write it. */
const SNIPPET = /```html\n(<iframe[^]*?)```/.exec(readFileSync(new URL('../../../README.md', import.meta.url), 'utf8'))[1];

const folder = mkdtempSync(join(tmpdir(), 'around-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/**
 * Opens a host's page of another origin with the program in a frame; of another site, if it is `foreign`.
 * `hello` is what it says besides that.
 */
async function inFrame(product, { sandbox = ALL, hello = '', cors = false, foreign = false, copies = true }, run) {
  const program = await serve(DIST, { headers: cors ? { 'Access-Control-Allow-Origin': '*' } : {} });
  const address = foreign ? program.address.replace('127.0.0.1', 'localhost') : program.address;
  const html = SNIPPET.replace('https://tools.example.gov.cn/nianbao/', address)
    .replace(/sandbox="[^"]*"/, `sandbox="${sandbox}"`)
    .replace('allow="clipboard-write" ', copies ? '$&' : '')
    .replace("type: 'disclosure-report/hello'", `type: 'disclosure-report/hello'${hello}`);
  writeFileSync(join(folder, 'host.html'), `<!DOCTYPE html><meta charset="utf-8"><title>望川县人民政府</title><link rel="icon" href="data:,"><h1>主页</h1>${html}<p>页脚</p>`);
  const host = await serve(folder, { policy: "frame-src *; script-src 'unsafe-inline'" });
  const { page } = product;
  await page.addInitScript(() => {
    window.heard = [];
    addEventListener('message', ({ data, origin }) => window.heard.push({ ...data, origin }));
  });
  await page.goto(`${host.address}host.html`);
  const frame = page.frameLocator('#nianbao');
  try {
    await run({ frame, host, program, address });
  } finally {
    await host.close();
    await program.close();
  }
}

async function create(frame) {
  await frame.getByRole('button', { name: '新建年报' }).first().click();
  await frame.locator('[data-field="organ"] input').fill(ORGAN);
  await frame.getByRole('button', { name: '开始填写' }).click();
  await frame.getByRole('heading', { name: '标题和说明' }).waitFor();
}

async function review(frame) {
  await frame.locator('.part-nav__end a').click();
  await frame.getByRole('heading', { name: '核对与发布' }).waitFor();
}

// The host and the frame are other origins of this machine.
const ALLOWED = { allow: ['http://localhost:', 'http://127.0.0.1:', 'escape its sandboxing', 'Failed to load resource', 'Access-Control', 'CORS', 'Blocked', 'sandboxed', 'TypeError'] };

test('in a frame it is as high as what is in it, keeps drafts, and files come', async (product) => {
  await inFrame(product, {}, async ({ frame, address }) => {
    await create(frame);
    await frame.locator('.part-nav a', { hasText: '收到和处理' }).click();
    await frame.locator('[data-cell="requests.received.enterprise"] input').focus();
    await product.page.keyboard.type('41');
    await frame.locator('.save-status', { hasText: '已保存' }).waitFor();
    // The whole of table three is seen, without a bar of its own.
    const fits = () => {
      const own = document.querySelector('.disclosure-report').getBoundingClientRect().height;
      const scroll = document.querySelector('.table-scroll');
      return Math.abs(own - innerHeight) <= 1 && scroll.scrollHeight <= scroll.clientHeight + 1 && own > 900;
    };
    const inside = product.page.frames().find((one) => one.url().startsWith(address));
    await inside.waitForFunction(fits);
    await review(frame);
    await inside.waitForFunction(() => Math.abs(document.querySelector('.disclosure-report').getBoundingClientRect().height - innerHeight) <= 1);
    const [download] = await Promise.all([product.page.waitForEvent('download'), frame.locator('[data-export="json"]').click()]);
    assert.equal(JSON.parse(readFileSync(await download.path(), 'utf8')).cells['requests.received.total'], 41);
    // Nothing tells a frame of another origin whether it may.
    await frame.getByText(/^如果没有下载到/).waitFor();
    await frame.locator('[data-export="print"]').click();
    await inside.waitForFunction(() => document.querySelector('#disclosure-report-print')?.contentDocument?.querySelectorAll('td[data-cell]').length === 200);
    const heard = await product.page.evaluate(() => window.heard);
    assert.ok(heard.every((one) => `${one.origin}/` === address), 'only the frame speaks');
    assert.deepEqual([...new Set(heard.map(({ type }) => type))].sort(), ['disclosure-report/height', 'disclosure-report/ready', 'disclosure-report/top']);
    await product.page.reload();
    await frame.getByRole('link', { name: `继续填写：${ORGAN}2025年` }).waitFor();
  });
}, ALLOWED);

test('where a frame forbids downloads, or may, what is in a file can be copied', async (product, { context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await product.open();
  await product.create(ORGAN);
  // The host is of the same origin, so that the sandbox is seen.
  const { hash } = new URL(product.page.url());
  const host = await context.newPage();
  await host.route('**/host', (route) => route.fulfill({ contentType: 'text/html', body: `<link rel="icon" href="data:,"><iframe style="width:1300px;height:700px" sandbox="allow-scripts allow-same-origin" src="./${hash.replace('cover', 'review')}"></iframe>` }));
  await product.page.close();
  await host.goto(`${product.address}host`);
  const frame = host.frameLocator('iframe');
  await frame.locator('[data-export="json"]').click();
  await frame.getByText('那里不许下载').waitFor();
  await frame.getByRole('button', { name: '复制内容' }).click();
  await frame.getByRole('button', { name: '已复制' }).waitFor();
  const copied = JSON.parse(await host.evaluate(() => navigator.clipboard.readText()));
  assert.deepEqual([copied.kind, copied.header.organ], ['disclosure-report', ORGAN]);
  // Nor is anything printed there, which is said.
  await frame.locator('[data-export="print"]').click();
  await frame.getByText('不能打印').waitFor();
}, { allow: ['escape its sandboxing', 'Ignored call'] });

test('where nothing may be copied either, the text is there to be copied by hand', async (product) => {
  await inFrame(product, { sandbox: 'allow-scripts allow-same-origin', copies: false }, async ({ frame }) => {
    await create(frame);
    await review(frame);
    await frame.locator('[data-export="json"]').click();
    await frame.getByRole('button', { name: '复制内容' }).click();
    const box = frame.getByLabel('浏览器不许复制');
    assert.equal(JSON.parse(await box.inputValue()).header.organ, ORGAN);
    assert.ok(await box.evaluate((one) => one === document.activeElement && one.selectionEnd === one.value.length));
  });
}, { allow: [...ALLOWED.allow, 'Download is disallowed', 'Permissions policy'] });

test('a host that takes files is given them, under the origin it spoke from', async (product) => {
  await inFrame(product, { sandbox: 'allow-scripts allow-same-origin', hello: ', takesFiles: true' }, async ({ frame, host }) => {
    await create(frame);
    await review(frame);
    await frame.locator('[data-export="html"]').click();
    await frame.getByText(`文件已交给所在的网页（${new URL(host.address).origin}）`).waitFor();
    await product.page.waitForFunction(() => window.heard.some(({ type }) => type === 'disclosure-report/file'));
    const file = await product.page.evaluate(() => window.heard.find(({ type }) => type === 'disclosure-report/file'));
    assert.equal(file.name, `${ORGAN}2025年政府信息公开工作年度报告（草稿）.html`);
    assert.equal(file.mediaType, 'text/html');
    assert.match(file.text, /<h1/);
    await frame.getByRole('button', { name: '知道了' }).click();
    // A file that is no text comes as bytes.
    await frame.locator('[data-export="docx"]').click();
    await product.page.waitForFunction(() => window.heard.some(({ name }) => name?.endsWith('.docx')));
    const begin = await product.page.evaluate(() => {
      const { bytes, text } = window.heard.find(({ name }) => name?.endsWith('.docx'));
      return [text, ...bytes.slice(0, 2)];
    });
    assert.deepEqual(begin, [undefined, 0x50, 0x4b]);
  });
}, ALLOWED);

test('words of other windows are not heard', async (product, { context }) => {
  await inFrame(product, { hello: " + ' there'" }, async ({ frame, address }) => {
    await create(frame);
    // A window that was opened, not the one around.
    const other = await context.newPage();
    await other.goto(product.page.url());
    await product.page.bringToFront();
    const inside = product.page.frames().find((one) => one.url().startsWith(address));
    await inside.evaluate(() => window.postMessage({ type: 'disclosure-report/hello', takesFiles: true }, '*'));
    await product.page.evaluate(() => document.querySelector('#nianbao').contentWindow.postMessage('disclosure-report/hello', '*'));
    await inside.evaluate(() => new Promise((done) => setTimeout(done, 200)));
    assert.equal(await inside.evaluate(() => document.querySelector('.is-growing')), null);
    assert.deepEqual(await product.page.evaluate(() => [...new Set(window.heard.map(({ type }) => type))]), ['disclosure-report/ready']);
  });
}, ALLOWED);

test('in a frame of another site, where the browser keeps nothing, it says so', async (product) => {
  await inFrame(product, { foreign: true }, async ({ frame }) => {
    await frame.getByText('浏览器禁止本页存数据').first().waitFor();
    await create(frame);
  });
}, ALLOWED);

test('in a frame without an origin it says that nothing is stored, and still hands out files', async (product) => {
  await inFrame(product, { sandbox: 'allow-scripts allow-downloads', cors: true }, async ({ frame }) => {
    await frame.getByText('浏览器禁止本页存数据').first().waitFor();
    await create(frame);
    await frame.locator('.part-nav a', { hasText: '收到和处理' }).click();
    await frame.locator('[data-cell="requests.received.enterprise"] input').focus();
    await product.page.keyboard.type('41');
    await review(frame);
    const [download] = await Promise.all([product.page.waitForEvent('download'), frame.locator('[data-export="json"]').click()]);
    assert.equal(JSON.parse(readFileSync(await download.path(), 'utf8')).cells['requests.received.total'], 41);
    // No thread may be started there.
    const [word] = await Promise.all([product.page.waitForEvent('download'), frame.locator('[data-export="docx"]').click()]);
    assert.deepEqual(faults(asFile(readFileSync(await word.path()), 'docx')), []);
    await frame.locator('[data-export="print"]').click();
    await frame.getByText('不能打印').waitFor();
  });
}, ALLOWED);

test('in a frame without an origin, on a server that gives it no files, it says what is missing', async (product) => {
  await inFrame(product, { sandbox: 'allow-scripts' }, async ({ frame }) => {
    await frame.getByText('又没有给 allow-same-origin').waitFor();
  });
}, ALLOWED);
