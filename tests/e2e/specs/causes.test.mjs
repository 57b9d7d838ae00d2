// Where a column does not balance: what is said, and where the buttons lead.
import assert from 'node:assert/strict';
import { test } from '../product.mjs';
import { asFile, busy } from '../reports.mjs';

const R = (row, column) => `requests.${row}.${column}`;
const cause = (product) => product.page.locator('.balance-cause');

/** The busy report, its table three open. */
async function open(product) {
  await product.open();
  await product.openFile('busy.json', asFile(busy()));
  await product.notice().last().waitFor();
  await product.page.locator('tr[data-draft] a.button').first().click();
  await product.part('收到和处理');
}

async function retype(product, id, text) {
  await product.cell(id).focus();
  await product.page.keyboard.type(text);
}

/** A report with these figures in table three and 0 everywhere else in it. */
async function few(product, figures) {
  await product.tableThree();
  for (const [id, figure] of Object.entries(figures)) await product.cell(id).fill(figure);
  await product.page.getByRole('button', { name: /其余补零/ }).click();
  await product.question().getByRole('button', { name: '填 0' }).click();
}

test('digits that were swapped: the cell is named, marked and one click away', async (product) => {
  const id = R('denied_enforcement_file', 'enterprise');
  await few(product, { [R('received', 'enterprise')]: '54', [R('granted', 'enterprise')]: '30', [id]: '24' });
  assert.match(await cause(product).textContent(), /填了的各列都平/);
  await retype(product, id, '42');
  await product.cell(R('received', 'natural_person')).focus();
  assert.equal(
    await product.page.locator('.balance-cause__words').textContent(),
    '表三 商业企业一列：第一项加第二项为 54，第三项加第四项为 72，相差 18。最可能：（三）7.属于行政执法案卷 可能两位数字颠倒，应为 24。',
  );
  assert.ok(await product.page.locator(`[data-cell="${id}"].cell--suspect`).count());
  await product.page.getByRole('button', { name: '转到这一格' }).click();
  await product.focusComesTo(id);
  await product.page.keyboard.type('24');
  assert.match(await cause(product).textContent(), /填了的各列都平/);
  assert.equal(await product.page.locator('.cell--suspect').count(), 0);
});

test('a figure typed one column over: the cell and where it belongs', async (product) => {
  await few(product, { [R('received', 'enterprise')]: '7', [R('granted', 'research_institution')]: '7' });
  const words = await cause(product).textContent();
  assert.match(words, /表三 商业企业一列：.*相差 7。/);
  assert.match(words, /另有 1 列不平。/);
  assert.match(words, /最可能：一、本年新收 可能填错了列，应在科研机构。/);
  await product.page.getByRole('button', { name: /其他可能/ }).click();
  await product.page.getByRole('button', { name: '（一）予以公开 × 科研机构 可能填错了列，应在商业企业。' }).click();
  await product.focusComesTo(R('granted', 'research_institution'));
});

test('a column that is not finished counts its blanks instead of guessing', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'enterprise')).pressSequentially('5');
  assert.match(await cause(product).textContent(), /这一列还有 23 格未填。/);
  await product.page.getByRole('button', { name: '转到这一格' }).click();
  await product.focusComesTo(R('carried_in', 'enterprise'));
});

test('other possible causes are behind a button, each leading to its cell', async (product) => {
  await open(product);
  const off = 5;
  await retype(product, R('carried_over', 'enterprise'), String(Number(await product.shown(R('carried_over', 'enterprise'))) + off));
  for (const row of ['denied_state_secret', 'denied_barred_by_law']) {
    const before = Number(await product.shown(R(row, 'enterprise')));
    await retype(product, R(row, 'enterprise'), String(off));
    await retype(product, R('granted', 'enterprise'), String(Number(await product.shown(R('granted', 'enterprise'))) + before - off));
  }
  await product.page.getByRole('button', { name: '其他可能（1）' }).click();
  await product.page.locator('.other-causes').getByRole('button', { name: '（三）2.其他法律行政法规禁止公开 正好是差数，可能重复计了。' }).click();
  await product.focusComesTo(R('denied_barred_by_law', 'enterprise'));
});

test('a computed cell outlines its addends, by focus and by mouse, and says them with the rule', async (product) => {
  await open(product);
  const outlined = () => product.page.locator('.cell--addend').evaluateAll((cells) => cells.map((cell) => cell.dataset.cell));
  await product.cell(R('received', 'other_organization')).focus();
  await product.press('ArrowRight');
  assert.equal((await outlined()).length, 6);
  assert.ok((await outlined()).every((id) => id.startsWith('requests.received.')));
  const output = product.page.locator(`[data-cell="${R('received', 'total')}"] output`);
  const described = await output.evaluate((one) => document.getElementById(one.getAttribute('aria-describedby')).textContent);
  assert.match(described, /自动计算：\d+ = 自然人 \d+＋商业企业 \d+.*总计等于自然人与法人或其他组织各列之和。/);
  await product.page.locator(`[data-cell="${R('outcomes_total', 'enterprise')}"]`).hover();
  assert.equal((await outlined()).length, 21);
  assert.match(await product.page.locator('.context-bar').textContent(), /三（七）总计 × 商业企业.*（七）总计等于（一）至（六）各项之和/);
  await product.page.mouse.move(5, 5);
  assert.equal((await outlined()).length, 6, 'the focus counts again');
});

test('blank, 0 and a figure look different and are described differently', async (product) => {
  await product.tableThree();
  await product.cell(R('received', 'enterprise')).pressSequentially('0');
  await product.cell(R('carried_in', 'enterprise')).pressSequentially('5');
  const looks = await Promise.all(['received', 'carried_in', 'granted'].map((row) =>
    product.page.locator(`[data-cell="${R(row, 'enterprise')}"]`).evaluate((cell) => {
      const input = cell.querySelector('input');
      return [getComputedStyle(cell).backgroundImage !== 'none', getComputedStyle(input).color, input.getAttribute('aria-description')];
    })));
  const [zero, figure, blank] = looks;
  assert.deepEqual([zero[0], figure[0], blank[0]], [false, false, true]);
  assert.notEqual(zero[1], figure[1]);
  assert.deepEqual([zero[2], figure[2], blank[2]], [null, null, '未填']);
  assert.match(await product.page.locator('.part-nav').textContent(), /表格已填 2 格，共 166 格/);
  assert.match(await product.page.locator('.part-nav [aria-current]').textContent(), /未填 142 格/);
});
