// Chromium killed while a clerk types. KILLS says how often; the long run does it a hundred times.
import { killAndStartAgain } from '../killed.mjs';
import { plain, startOn } from '../product.mjs';

async function start(profile) {
  const { product, kill } = await startOn(profile);
  const { page } = product;
  const box = product.narrative('problems');
  return {
    page,
    kill,
    async create() {
      await product.open();
      await product.create('望川县柳溪镇人民政府');
      await product.part('存在的主要问题');
      return page.evaluate(() => location.hash);
    },
    open: (address) => product.open(address),
    text: () => box.inputValue(),
    async toItsEnd() {
      await box.focus();
      await page.keyboard.press('Control+End');
    },
    saved: () => product.saved(),
    async drafts() {
      await product.open();
      await page.locator('tr[data-draft]').first().waitFor();
      return { count: await page.locator('tr[data-draft]').count(), closed: await page.getByText('打不开').count() };
    },
  };
}

plain('when the browser is killed at most the last second of typing is missing', async () => {
  await killAndStartAgain('Chromium', Number(process.env.KILLS ?? 20), start);
});
