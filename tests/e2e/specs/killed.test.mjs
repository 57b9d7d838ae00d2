// A browser that is killed, by its process id and without a warning, while a clerk types. KILLS says
// how often; the long run (`make long`) does it a hundred times.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plain, startOn } from '../product.mjs';

const KILLS = Number(process.env.KILLS ?? 20);

/** Types digits for so many milliseconds and returns them with the times at which each was down. */
async function type(page, milliseconds) {
  const keys = [];
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    const key = String(keys.length % 10);
    await page.keyboard.type(key);
    keys.push({ key, at: Date.now() });
    await new Promise((done) => setTimeout(done, Math.random() * 60));
  }
  return keys;
}

/** Starts a browser on the profile, does something in it, and kills it whatever happens. */
async function inBrowser(profile, run) {
  const { product, kill } = await startOn(profile);
  try {
    return await run(product);
  } finally {
    await kill();
  }
}

plain('when the browser is killed at most the last second of typing is missing', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'killed-'));
  let [kept, place] = [0, ''];
  // What must be there after a kill, and what may be.
  let [least, most] = ['', ''];
  try {
    for (let round = 0; round <= KILLS; round += 1) {
      await inBrowser(profile, async (product) => {
        await product.open(place);
        if (round === 0) {
          await product.create('望川县柳溪镇人民政府');
          await product.part('存在的主要问题');
          place = await product.page.evaluate(() => location.hash);
        }
        const box = product.narrative('problems');
        const before = await box.inputValue();
        assert.ok(before.startsWith(least), `after kill ${round}, ${least.length - before.length} characters are missing`);
        assert.ok(most.startsWith(before), `after kill ${round}, more is there than was typed`);
        kept += round > 0;
        await box.focus();
        await product.page.keyboard.press('Control+End');
        const keys = await type(product.page, 100 + Math.random() * 2500);
        // Every other time it ends as soon as all is said to be saved: then all must be there.
        if (round % 2) await product.saved();
        const settled = keys.filter(({ at }) => round % 2 || at <= Date.now() - 1000);
        least = before + settled.map(({ key }) => key).join('');
        most = before + keys.map(({ key }) => key).join('');
      });
    }
    await inBrowser(profile, async (product) => {
      await product.open();
      assert.equal(await product.page.locator('tr[data-draft]').count(), 1);
      assert.equal(await product.page.getByText('打不开').count(), 0);
    });
  } finally {
    console.log(`killed ${KILLS} times; what was typed until a second before was there again: ${kept} of ${KILLS}`);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
