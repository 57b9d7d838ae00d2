// Without a mouse, without seeing, at 200 %, in forced colours.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from '../product.mjs';
import { FORM } from '../reports.mjs';

const PUBLISHED = readFileSync(new URL('../../fixtures/import/shanghai-gov-office-2019/source.html', import.meta.url), 'utf8');
const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const PARTS = FORM.parts.map((part) => part.label.split('、')[1]);

async function assertAccessible(product, screen) {
  await product.page.evaluate(AXE);
  const found = await product.page.evaluate(() => window.axe.run());
  assert.deepEqual(found.violations.map((one) => `${screen}: ${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`), []);
}

/** Every screen, with something wrong on it. */
async function everyScreen(product, see) {
  await product.open();
  await see('no reports');
  await product.page.getByRole('button', { name: '新建年报' }).first().click();
  await see('new report');
  await product.page.getByRole('button', { name: '取消' }).click();
  await product.create('望川县柳溪镇人民政府');
  await see('cover');
  for (const part of PARTS) {
    await product.part(part);
    if (part.startsWith('收到')) {
      await product.cell('requests.received.enterprise').fill('5');
      await product.cell('requests.received.natural_person').fill('1O');
    }
    await see(part);
  }
  await product.review();
  await see('review');
  for (const output of ['网页', 'Excel 文件', '正文', 'CSV']) {
    await product.page.getByRole('link', { name: `预览：${output}` }).click();
    await product.page.locator('.preview, .preview__text').waitFor();
    await see(`preview ${output}`);
    await product.page.getByRole('link', { name: '返回核对与发布' }).click();
    await product.page.getByRole('heading', { name: '核对与发布' }).waitFor();
  }
  // An earlier version is kept when the draft is opened, and differs from what is typed then.
  await product.reload();
  await product.page.getByRole('link', { name: '继续填写' }).click();
  await product.field('contact').fill('办公室');
  await product.page.getByRole('link', { name: '历史版本' }).click();
  await product.page.locator('.version summary').click();
  await product.page.locator('.differences td').first().waitFor();
  await see('versions');
  await product.list();
  await see('list');
  await product.page.getByRole('link', { name: '存储和备份' }).click();
  await product.page.getByRole('heading', { name: '存储和备份' }).waitFor();
  const backup = { kind: 'disclosure-report-backup', schema: 1, drafts: [{ id: 'damaged', text: '{' }] };
  await product.openFile('备份.json', JSON.stringify(backup));
  await product.page.locator('.version').waitFor();
  await product.page.getByRole('button', { name: '清除本机数据' }).click();
  await see('storage');
  await product.page.getByRole('link', { name: '我的年报' }).first().click();
  await product.page.getByRole('link', { name: '读入已公布的年报' }).first().click();
  await product.page.getByLabel('在这里粘贴').focus();
  await see('published');
  await product.pasteFlavours({ 'text/html': PUBLISHED });
  await product.page.locator('.compare').waitFor();
  await see('published, read');
  await product.page.getByLabel('报告年份').fill('2024');
  await product.page.getByRole('button', { name: '采用', exact: true }).click();
  await product.page.locator('[data-field=last_year]').getByText('2024年').waitFor();
  await see('cover with last year');
  for (const part of PARTS) {
    await product.part(part);
    await see(`${part} with last year`);
  }
  await product.list();
  await product.page.getByRole('link', { name: '关于公开年报' }).click();
  await product.page.locator('[data-hash]').waitFor();
  await see('about');
}

for (const scheme of ['none', 'active']) {
  test(`axe finds nothing on any screen (forced colours: ${scheme})`, async (product) => {
    await everyScreen(product, (screen) => assertAccessible(product, screen));
  }, { forcedColors: scheme });
}

test('axe finds nothing on the English screens', async (product) => {
  await product.open('?lang=en');
  assert.equal(await product.page.evaluate(() => document.documentElement.lang), 'en');
  await product.page.getByRole('button', { name: 'New report' }).first().click();
  await product.field('organ').pressSequentially('Office');
  await product.page.keyboard.press('Enter');
  await product.page.getByRole('heading', { name: 'Title and preface' }).waitFor();
  await assertAccessible(product, 'cover');
  await product.page.locator('.part-nav a', { hasText: 'Requests received' }).click();
  await product.page.locator('.report-table').waitFor();
  await assertAccessible(product, 'table three');
  await product.page.getByRole('button', { name: '中文' }).click();
  await product.page.locator('.part-nav a', { hasText: '收到和处理' }).waitFor();
});

test('every input is named by its row label and its column label', async (product) => {
  let named = 0;
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  for (const part of FORM.parts.filter((one) => one.tables)) {
    await product.part(part.label.split('、')[1]);
    for (const table of FORM.tables.filter((one) => part.tables.includes(one.id))) {
      for (const row of table.rows) {
        for (const column of table.columns) {
          const input = product.cell(`${table.id}.${row.id}.${column.id}`);
          if (!(await input.count())) continue;
          named += 1;
          assert.equal(await input.getAttribute('aria-label'), `${row.label} ${column.label}`);
        }
      }
    }
  }
  assert.equal(named, 166);
});

test('a blank cell is described as blank, a computed one as computed', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('收到和处理');
  const cell = product.cell('requests.received.enterprise');
  assert.equal(await cell.getAttribute('aria-description'), '未填');
  await cell.fill('0');
  assert.equal(await cell.getAttribute('aria-description'), null);
  const output = product.page.locator('[data-cell="requests.received.total"] output');
  assert.equal(await output.getAttribute('aria-label'), '一、本年新收政府信息公开申请数量 总计 自动计算');
  assert.equal(await output.getAttribute('tabindex'), '-1');
});

test('the whole job is done by keyboard alone', async (product) => {
  await product.open();
  const { keyboard } = product.page;
  const tabTo = async (selector) => {
    for (let presses = 0; presses < 400; presses += 1) {
      if (await product.page.evaluate((one) => document.activeElement?.matches(one), selector)) return;
      await keyboard.press('Tab');
    }
    assert.fail(`Tab never reached ${selector}`);
  };
  await tabTo('.button--primary');
  await keyboard.press('Enter');
  await product.field('organ').waitFor();
  await keyboard.type('望川县柳溪镇人民政府');
  await keyboard.press('Enter');
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
  await tabTo('.part-nav a[href$="/requests"]');
  await keyboard.press('Enter');
  await product.page.locator('.report-table').waitFor();
  await tabTo('[data-cell="requests.received.natural_person"] input');
  await keyboard.type('1');
  await tabTo('.balance-cause button');
  await keyboard.press('Enter');
  await product.focusComesTo('requests.carried_in.natural_person');
  await tabTo('.part-nav__end a');
  await keyboard.press('Enter');
  await product.page.getByRole('heading', { name: '核对与发布' }).waitFor();
  await tabTo('.finding--error a');
  await keyboard.press('Enter');
  await product.page.waitForFunction(() => document.activeElement?.closest('[data-cell="requests.carried_in.natural_person"]'));
  await keyboard.type('1');
  await tabTo('.part-nav__end a');
  await keyboard.press('Enter');
  await product.page.getByRole('heading', { name: '核对与发布' }).waitFor();
  await tabTo('[data-export="json"]');
  const [download] = await Promise.all([product.page.waitForEvent('download'), keyboard.press('Enter')]);
  assert.match(download.suggestedFilename(), /^望川县柳溪镇人民政府2025年.*\.json$/);
});

test('the first link leads to the content', async (product) => {
  await product.open();
  await product.page.keyboard.press('Tab');
  await product.page.keyboard.press('Enter');
  assert.equal(await product.page.evaluate(() => document.activeElement.id), 'main');
});

test('a link of the review puts the cursor into its cell, text or field', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('收到和处理');
  await product.cell('requests.received.enterprise').fill('5');
  await product.field('organ').count();
  await product.review();
  await product.page.getByRole('link', { name: /商业企业一列/ }).click();
  await product.page.waitForFunction(() => document.activeElement?.closest('[data-cell="requests.carried_in.enterprise"]'));
  await product.review();
  await product.page.getByRole('link', { name: /（三）政府信息管理/ }).click();
  await product.page.waitForFunction(() => document.activeElement?.closest('[data-narrative="overview.information_management"]'));
  await product.page.locator('.part-nav a', { hasText: '标题和说明' }).click();
  await product.field('organ').fill('');
  await product.review();
  await product.page.getByRole('link', { name: '标题缺机关全称。' }).click();
  await product.page.waitForFunction(() => document.activeElement?.closest('[data-field="organ"]'));
});

/** The share of an element that others cover, looked at in nine points. */
const covered = (selector) => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  for (const x of [0.1, 0.5, 0.9]) {
    for (const y of [0.1, 0.5, 0.9]) {
      const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      if (!top?.closest(selector)?.contains(element)) return `${top?.outerHTML.slice(0, 80)}`;
    }
  }
  return null;
};

for (const [width, height] of [[1366, 768], [1366, 640], [683, 384]]) {
  test(`no cell with the focus is covered at ${width}×${height}`, async (product) => {
    await product.open();
    await product.create('望川县柳溪镇人民政府');
    await product.part('收到和处理');
    const { keyboard } = product.page;
    await product.cell('requests.received.natural_person').focus();
    for (let at = 0; at < 144; at += 1) {
      const id = await product.focused();
      assert.equal(await product.page.evaluate(covered, 'td'), null, `Tab, ${id}`);
      await keyboard.press('Tab');
    }
    await product.cell('requests.carried_over.other_organization').focus();
    for (let at = 0; at < 24; at += 1) {
      const id = await product.focused();
      assert.equal(await product.page.evaluate(covered, 'td'), null, `Shift+Enter, ${id}`);
      await keyboard.press('Shift+Enter');
    }
  }, { viewport: { width, height } });
}

test('at 200 % no page scrolls sideways and table three fits', async (product) => {
  await everyScreen(product, async (screen) => {
    const over = await product.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${screen} is ${over} too wide`);
  });
  await product.page.locator('.page-head').getByRole('link', { name: '我的年报' }).click();
  await product.page.locator('tr[data-draft] a.button').first().click();
  await product.part('收到和处理');
  const over = await product.page.locator('.table-scroll').evaluate((box) => box.scrollWidth - box.clientWidth);
  assert.ok(over <= 0, `table three is ${over} too wide`);
}, { viewport: { width: 683, height: 384 } });

test('at 1366×768 head, labels and balance stay in sight while table three scrolls', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('收到和处理');
  await product.cell('requests.carried_over.natural_person').focus();
  const box = await product.page.locator('.table-scroll').boundingBox();
  for (const selector of ['thead th.corner', 'thead tr:nth-child(3) th', 'tfoot [data-balance="enterprise"]', 'tbody tr:last-child .last-label']) {
    const at = await product.page.locator(selector).first().boundingBox();
    assert.ok(at.y >= box.y - 1 && at.y + at.height <= box.y + box.height + 1, selector);
  }
  const page = await product.page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  assert.ok(page <= 0, 'the page itself does not scroll');
});

test('every page has one first heading and a title that begins with its own name', async (product) => {
  await everyScreen(product, async (screen) => {
    assert.equal(await product.page.locator('h1').count(), 1, screen);
    const heading = (await product.page.locator('h1').textContent()).trim();
    assert.equal(await product.page.title(), `${heading} - 公开年报`, screen);
  });
});

test('a change of the balance is said in words by the one polite live region', async (product) => {
  await product.tableThree();
  assert.equal(await product.page.locator('[role=status], [aria-live=polite]').count(), 1);
  await product.cell('requests.received.enterprise').pressSequentially('15');
  await product.said('表三 商业企业一列：第一项加第二项为 15，第三项加第四项为 0，相差 15。');
  await product.cell('requests.granted.enterprise').pressSequentially('15');
  await product.said('填了的各列都平：一＋二＝三（七）＋四。');
});

test('while a figure is being typed the balance is not read out digit by digit', async (product) => {
  await product.tableThree();
  await product.page.evaluate(() => {
    window.said = [];
    new MutationObserver(() => window.said.push(document.querySelector('[data-said]').textContent)).observe(document.querySelector('[data-said]'), { childList: true, characterData: true, subtree: true });
  });
  await product.cell('requests.received.enterprise').pressSequentially('12345', { delay: 30 });
  await product.said('相差 12345');
  assert.equal(await product.page.evaluate(() => window.said.length), 1);
});

test('an unreadable entry says why at its cell, and its column is not said to balance', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('收到和处理');
  const cell = product.cell('requests.received.enterprise');
  await cell.fill('1O');
  assert.match(await product.page.locator('.context-bar').textContent(), /写的是“1O”，认不出是几/);
  assert.match(await cell.getAttribute('aria-description'), /认不出是几/);
  assert.equal(await product.balance('enterprise').textContent(), '有认不出的数');
});

test('a warning is shown at its cells', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('主动公开政府信息情况');
  await product.cell('documents.rules.made').fill('2');
  assert.ok(await product.page.locator('[data-cell="documents.rules.made"].cell--warning').count());
  assert.match(await product.page.locator('.context-bar').textContent(), /现行有效加本年废止为 0，少于本年制发 2/);
});

for (const [width, height] of [[1366, 768], [683, 384]]) {
  test(`no figure is cut at ${width}×${height}`, async (product) => {
    await product.open();
    await product.create('望川县柳溪镇人民政府');
    for (const [part, table, row, column] of [['收到和处理', 'requests', 'received', 'enterprise'], ['行政复议', 'challenges', 'reconsideration', 'upheld']]) {
      await product.part(part);
      for (const figure of ['12345', '1234567', '123456789', '999999999999']) {
        await product.cell(`${table}.${row}.${column}`).fill(figure);
        for (const selector of [`[data-cell="${table}.${row}.${column}"] input`, `[data-cell="${table}.${row}.total"] output`]) {
          const over = await product.page.locator(selector).evaluate((box) => [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight]);
          assert.ok(over[0] <= 0 && over[1] <= 0, `${figure} in ${selector}: ${over} too much`);
        }
      }
    }
  }, { viewport: { width, height } });
}

test('every row label and column heading is a heading cell with its scope', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  for (const part of FORM.parts.filter((one) => one.tables)) {
    await product.part(part.label.split('、')[1]);
    const bare = await product.page.locator('.report-table th:not([scope]):not(.corner)').count();
    assert.equal(bare, 0, part.label);
    for (const table of FORM.tables.filter((one) => part.tables.includes(one.id))) {
      for (const { label } of [...table.rows, ...table.columns]) {
        const heading = product.page.locator('.report-table th', { hasText: label });
        assert.ok(await heading.count(), label);
      }
    }
  }
});

test('a screen reader\'s table navigation meets every cell under its row and column headings', async (product, { context }) => {
  await product.tableThree();
  const session = await context.newCDPSession(product.page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const role = (node) => node.role?.value;
  const within = (node, wanted) => {
    const found = [];
    for (const child of (node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean)) {
      if (wanted.includes(role(child))) found.push(child);
      else found.push(...within(child, wanted));
    }
    return found;
  };
  const table = nodes.find((node) => role(node) === 'table' && /收到和处理/.test(node.name?.value));
  const rows = within(table, ['row']).map((row) => within(row, ['cell', 'gridcell', 'rowheader', 'columnheader']).map(role));
  assert.equal(rows.length, 3 + 25 + 1, 'headings, rows, balance');
  assert.deepEqual(rows[1].filter((one) => one === 'columnheader').length, 3);
  assert.deepEqual(rows[2].filter((one) => one === 'columnheader').length, 5);
  for (const row of rows.slice(3)) {
    assert.ok(row.includes('rowheader'), row.join());
    assert.equal(row.filter((one) => /cell$/.test(one)).length, 7, row.join());
  }
});

test('in forced colours blank, computed, selected and wrong cells are told apart', async (product) => {
  await product.tableThree();
  await product.cell('requests.received.natural_person').pressSequentially('1O');
  await product.cell('requests.carried_in.natural_person').pressSequentially('5');
  await product.cell('requests.granted.enterprise').focus();
  await product.press('Shift+ArrowRight');
  const look = (id) => product.page.locator(`[data-cell="${id}"]`).evaluate((cell) => {
    const style = getComputedStyle(cell);
    const own = getComputedStyle(cell.firstElementChild);
    return [style.backgroundColor, style.borderTopWidth, getComputedStyle(cell, '::before').content, own.color].join(' ');
  });
  const ids = ['requests.received.enterprise', 'requests.received.total', 'requests.granted.enterprise', 'requests.received.natural_person', 'requests.carried_in.natural_person'];
  const looks = await Promise.all(ids.map(look));
  assert.equal(new Set(looks).size, ids.length, looks.join('\n'));
}, { forcedColors: 'active' });

test('nothing moves by itself', async (product) => {
  await everyScreen(product, async (screen) => {
    const moving = await product.page.evaluate(() => {
      const moves = (one) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
        return transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior !== 'auto';
      };
      const shown = [...document.body.querySelectorAll('*')].filter(moves).map((one) => one.outerHTML.slice(0, 80));
      return [...shown, ...document.getAnimations().map(String)];
    });
    assert.deepEqual(moving, [], screen);
  });
}, { reducedMotion: 'no-preference' });

test('the live region is there before anything is said, and never takes the focus', async (product) => {
  await product.tableThree();
  const region = product.page.locator('[data-said]');
  assert.equal(await region.textContent(), '');
  const cell = product.cell('requests.received.enterprise');
  await cell.focus();
  await product.press('5', 'Enter', 'Shift+Enter', 'Shift+ArrowRight');
  await product.said('选中 1 行 2 列。');
  await product.focusComesTo('requests.received.enterprise');
  assert.equal(await region.getAttribute('tabindex'), null);
});

test('the question takes the focus, is named by its words, and Escape answers no', async (product) => {
  await product.tableThree();
  await product.page.getByRole('button', { name: /其余补零/ }).click();
  const question = product.page.getByRole('group', { name: '这张表还有 144 格没有填，都填 0。填完可以撤销。' });
  await question.waitFor();
  await product.page.waitForFunction(() => document.activeElement.textContent.trim() === '填 0');
  await assertAccessible(product, 'question');
  await product.press('Escape');
  await question.waitFor({ state: 'detached' });
  assert.equal(await product.page.locator('.cell--blank').count(), 144);
});

test('the button of a step that is not there is disabled', async (product) => {
  await product.tableThree();
  const [back, on] = ['撤销', '重做'].map((name) => product.page.getByRole('button', { name, exact: true }));
  assert.ok((await back.isDisabled()) && (await on.isDisabled()));
  await product.cell('requests.received.enterprise').pressSequentially('5');
  assert.ok((await back.isEnabled()) && (await on.isDisabled()));
  await back.click();
  assert.ok((await back.isDisabled()) && (await on.isEnabled()));
  assert.equal(await back.getAttribute('aria-keyshortcuts'), 'Control+Z');
});

test('the part that is shown is marked as current', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  for (const part of PARTS) {
    await product.part(part);
    const current = await product.page.locator('.part-nav [aria-current=page]').allTextContents();
    assert.equal(current.length, 1);
    assert.ok(current[0].includes(part));
  }
});

test('every part says its state in words', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  const states = await product.page.locator('.part-nav li .state').allTextContents();
  assert.equal(states.length, PARTS.length + 1);
  assert.ok(states.every((state) => state.trim()), states.join());
});

test('every field is named by its label and described by its hint', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  const rows = product.page.locator('.fields .field-row');
  for (let at = 0; at < (await rows.count()); at += 1) {
    const row = rows.nth(at);
    const label = (await row.locator('.field-row__label').evaluate((one) => one.firstChild.textContent)).trim();
    assert.equal(await row.getByRole('textbox', { name: label }).count(), 1, label);
    const described = await row.locator('input').getAttribute('aria-describedby');
    if (described) assert.equal(await product.page.locator(`#${described}`).count(), 1, label);
  }
});

test('a text is named by its heading and described by what to write', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('总体情况');
  for (const spec of FORM.parts[0].narratives.filter((one) => one.label)) {
    const text = product.page.getByRole('textbox', { name: spec.label });
    const described = await text.getAttribute('aria-describedby');
    assert.equal(await product.page.locator(`[id="${described}"]`).textContent(), spec.prompt);
  }
});

test('a text grows, so that nothing of it is hidden behind a scrollbar', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.part('存在的主要问题');
  await product.narrative('problems').fill('一是人手少。\n'.repeat(40));
  const over = await product.narrative('problems').evaluate((box) => box.scrollHeight - box.clientHeight);
  assert.ok(over <= 0, `${over} hidden`);
});

test('every action of the list says which report it acts on', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.list();
  const actions = product.page.locator('tr[data-draft] a, tr[data-draft] button');
  assert.ok((await actions.count()) >= 4);
  for (let at = 0; at < (await actions.count()); at += 1) {
    const name = (await actions.nth(at).getAttribute('aria-label')) ?? (await actions.nth(at).textContent());
    assert.match(name, /望川县柳溪镇人民政府/);
  }
});

test('a new report has the focus in its first field, and Enter begins it', async (product) => {
  await product.open();
  await product.page.getByRole('button', { name: '新建年报' }).first().click();
  await product.page.waitForFunction(() => document.activeElement.closest('[data-field="organ"]'));
  await product.page.keyboard.type('望川县柳溪镇人民政府');
  await product.press('Enter');
  await product.page.getByRole('heading', { name: '标题和说明' }).waitFor();
});

test('the summary of the review comes first and says in words what stands in the way', async (product) => {
  await product.open();
  await product.create('望川县柳溪镇人民政府');
  await product.review();
  const first = product.page.locator('main > .page-head + *');
  assert.match(await first.textContent(), /还不能发布：166 格未填，7 处文字未写。/);
});
