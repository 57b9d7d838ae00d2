// Without a network, and from one build to the next. The network is cut by ending the server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST, test } from '../product.mjs';

const ORGAN = '望川县柳溪镇人民政府';
const ALLOWED = { serviceWorkers: 'allow' };

const ready = (product) => product.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));

/** The files of the program that the page was loaded from. */
const loaded = (product) =>
  product.page.evaluate(() => {
    const { glue, wasm } = document.querySelector('script[data-glue]').dataset;
    return [document.documentElement.dataset.build ?? '', glue, wasm];
  });

test('the files of the build, and no others, are kept', async (product) => {
  await product.open();
  await ready(product);
  const kept = await product.page.evaluate(async () => {
    const names = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) names.push(new URL(url).pathname.slice(1));
    }
    return names;
  });
  assert.deepEqual(kept.sort(), readdirSync(DIST).filter((name) => name !== 'sw.js').sort());
}, ALLOWED);

test('every page of the program opens without a network', async (product, { site }) => {
  await product.open();
  await product.create(ORGAN);
  await product.part('存在的主要问题');
  await product.narrative('problems').pressSequentially('有网时写的');
  await product.saved();
  await ready(product);
  await site.close();
  const draft = new URL(product.page.url()).hash.split('/')[1];
  for (const [rest, heading] of [
    ['', '我的年报'],
    ['#/-/storage', '存储和备份'],
    [`#/${draft}/cover`, '标题和说明'],
    [`#/${draft}/requests`, '收到和处理'],
    [`#/${draft}/review`, '核对与发布'],
    [`#/${draft}/preview/html`, '预览：网页'],
    [`#/${draft}/versions`, '历史版本'],
    ['?lang=en', 'My reports'],
    ['index.html', '我的年报'],
  ]) {
    // Another document first: a change of the fragment alone loads nothing.
    await product.page.goto('about:blank');
    await product.open(rest);
    await product.page.locator('h1', { hasText: heading }).waitFor();
  }
  // What is loaded when it is first used is there too.
  await product.open(`#/${draft}/review`);
  for (const kind of ['docx', 'xlsx', 'csv']) assert.match((await product.export(kind)).name, new RegExp(`\\.${kind}$`));
  await product.open(`#/${draft}/problems`);
  await product.narrative('problems').pressSequentially('，断网后写的');
  await product.saved();
  await product.reload();
  assert.equal(await product.narrative('problems').inputValue(), '有网时写的，断网后写的');
}, { under: 'nianbao', allow: ['Failed to load resource', 'ERR_CONNECTION'], ...ALLOWED });

const folder = mkdtempSync(join(tmpdir(), 'builds-'));
cpSync(DIST, folder, { recursive: true });
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Puts another build in the place of the one that is served: other names, and no file of the first. */
function deploy() {
  const other = (name) => name.replace(/-[0-9a-f]{12,}/, '-0123456789abcdef');
  const names = readdirSync(folder).filter((name) => other(name) !== name && name.startsWith('disclosure-report'));
  let html = readFileSync(join(folder, 'index.html'), 'utf8').replace('<html', '<html data-build="second"');
  for (const name of names) {
    renameSync(join(folder, name), join(folder, other(name)));
    html = html.replaceAll(name, other(name));
  }
  writeFileSync(join(folder, 'index.html'), html);
  execFileSync('node', [new URL('../../tools/precache.mjs', import.meta.url).pathname, folder]);
}

test('a newer version waits until it is wanted, and what is open is stored before it comes', async (product) => {
  await product.open();
  await product.create(ORGAN);
  await product.part('存在的主要问题');
  await ready(product);
  // The service worker serves the page from the second time on.
  await product.reload();
  const first = await loaded(product);
  const other = await product.second();
  await other.create('望川县自然资源局');
  await other.part('存在的主要问题');

  deploy();
  await product.narrative('problems').pressSequentially('旧版里写的');
  await product.page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.update()));
  const take = product.page.getByRole('button', { name: '有新版本，点此更换' });
  await take.waitFor();
  // It is only offered: the page that is loaded again is whole and of the first build.
  await product.reload();
  assert.deepEqual(await loaded(product), first);
  assert.equal(await product.narrative('problems').inputValue(), '旧版里写的');

  await take.waitFor();
  await product.narrative('problems').pressSequentially('，最后一个字');
  await take.click();
  await product.page.waitForFunction(() => document.documentElement.dataset.build === 'second');
  await product.isThere();
  assert.equal(await product.narrative('problems').inputValue(), '旧版里写的，最后一个字');
  const second = await loaded(product);
  assert.ok(second.every((name, at) => name !== first[at]), `${second} is no mixture`);

  // The other window goes on with what it has, is told, and loses nothing.
  assert.deepEqual(await loaded(other), first);
  const again = other.page.getByRole('button', { name: '已换新版本，点此重新打开' });
  await again.waitFor();
  await other.narrative('problems').pressSequentially('另一个窗口写的');
  await again.click();
  await other.page.waitForFunction(() => document.documentElement.dataset.build === 'second');
  await other.isThere();
  assert.deepEqual(await loaded(other), second);
  assert.equal(await other.narrative('problems').inputValue(), '另一个窗口写的');
}, { from: folder, ...ALLOWED });

test('it can be installed', async (product, { context }) => {
  await product.open();
  await ready(product);
  const session = await context.newCDPSession(product.page);
  const { errors, data } = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const { icons, start_url } = JSON.parse(data);
  assert.equal(start_url, './');
  for (const { src } of icons) assert.ok((await product.page.request.get(new URL(src, product.address).href)).ok(), src);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A window of a test is private.
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
}, ALLOWED);

test('without service workers it works as before', async (product) => {
  await product.page.addInitScript(() => delete Navigator.prototype.serviceWorker);
  await product.open();
  await product.create(ORGAN);
});
