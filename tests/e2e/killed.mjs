// A browser that is killed, by its process id and without a warning, while a clerk types into part
// five; started again on the same profile, it must hold what was typed until a second before.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/**
 * Kills a browser so many times. `start(profile)` starts it and returns what is done with it: `page`
 * (its keyboard is typed on), `create()` (a report with part five open; returns its address),
 * `open(address)`, `text()` of part five, `toItsEnd()`, `saved()`, `drafts()` (how many rows the list
 * has, and whether one cannot be opened), `kill()`.
 */
export async function killAndStartAgain(name, times, start) {
  const profile = await mkdtemp(join(tmpdir(), 'killed-'));
  const inBrowser = async (run) => {
    const browser = await start(profile);
    try {
      return await run(browser);
    } finally {
      await browser.kill();
    }
  };
  let [kept, address] = [0, ''];
  // What must be there after a kill, and what may be.
  let [least, most] = ['', ''];
  try {
    for (let round = 0; round <= times; round += 1) {
      await inBrowser(async (browser) => {
        if (round === 0) address = await browser.create();
        else await browser.open(address);
        const before = await browser.text();
        assert.ok(before.startsWith(least), `after kill ${round}, ${least.length - before.length} characters are missing`);
        assert.ok(most.startsWith(before), `after kill ${round}, more is there than was typed`);
        kept += round > 0;
        await browser.toItsEnd();
        const keys = await type(browser.page, 100 + Math.random() * 2500);
        // Every other time it ends as soon as all is said to be saved: then all must be there.
        if (round % 2) await browser.saved();
        const settled = keys.filter(({ at }) => round % 2 || at <= Date.now() - 1000);
        least = before + settled.map(({ key }) => key).join('');
        most = before + keys.map(({ key }) => key).join('');
      });
    }
    await inBrowser(async (browser) => assert.deepEqual(await browser.drafts(), { count: 1, closed: 0 }));
  } finally {
    console.log(`${name} killed ${times} times; what was typed until a second before was there again: ${kept} of ${times}`);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
