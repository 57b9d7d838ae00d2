// Firefox killed while a clerk types; only in the long run, which installs it.
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { killAndStartAgain } from '../killed.mjs';
import { serve } from '../server.mjs';

const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const DIST = new URL('../../../dist/', import.meta.url).pathname;
const BOX = '[data-narrative="problems"] textarea';

let site;
before(async () => {
  site = await serve(DIST);
});
after(() => site.close());

async function start(profile) {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX, headless: true, userDataDir: profile });
  const page = await browser.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  const open = async (address) => {
    await page.goto(site.address + address);
    await page.waitForSelector('.app-bar');
  };
  return {
    page,
    open: async (address) => {
      await open(address);
      await page.waitForSelector(BOX);
    },
    async create() {
      await open('');
      await page.click('.button--primary');
      await page.waitForSelector('[data-field="organ"] input');
      await page.keyboard.type('望川县柳溪镇人民政府');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.part-nav a[href$="/problems"]');
      await page.click('.part-nav a[href$="/problems"]');
      await page.waitForSelector(BOX);
      return page.evaluate(() => location.hash);
    },
    text: () => page.$eval(BOX, (box) => box.value),
    async toItsEnd() {
      await page.focus(BOX);
      await page.$eval(BOX, (box) => box.setSelectionRange(box.value.length, box.value.length));
    },
    saved: () => page.waitForFunction(() => document.querySelector('.save-status').textContent.includes('已保存')),
    async drafts() {
      await open('');
      await page.waitForSelector('tr[data-draft]');
      const rows = await page.$$eval('tr[data-draft]', (all) => all.map((row) => row.textContent));
      return { count: rows.length, closed: rows.filter((text) => text.includes('打不开')).length };
    },
    async kill() {
      const { pid } = browser.process();
      // The process and all that it started.
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        process.kill(pid, 'SIGKILL');
      }
      await browser.disconnect();
      // Its locks go with it a moment later.
      await pause(300);
    },
  };
}

test('when Firefox is killed at most the last second of typing is missing', async () => {
  await killAndStartAgain('Firefox', Number(process.env.KILLS ?? 20), start);
});
