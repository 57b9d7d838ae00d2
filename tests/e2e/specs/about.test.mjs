// What the program says of itself, and what proves it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { DIST, Product, test } from '../product.mjs';
import { POLICY, serve } from '../server.mjs';

const VERSION = /^version = "(.*)"/m.exec(readFileSync(new URL('../../../Cargo.toml', import.meta.url), 'utf8'))[1];

async function about(product) {
  await product.open();
  await product.page.getByRole('link', { name: '关于公开年报' }).click();
  await product.page.getByRole('heading', { name: '关于公开年报' }).waitFor();
}

test('the page about the program says its version and a hash of the WebAssembly that anyone can recompute', async (product) => {
  await about(product);
  await product.page.getByText(`公开年报 ${VERSION}`, { exact: true }).waitFor();
  const wasm = readdirSync(DIST).find((name) => name.endsWith('.wasm'));
  await product.page.getByText(`sha256sum ${wasm}`).waitFor();
  const [recomputed] = execFileSync('sha256sum', [DIST + wasm], { encoding: 'utf8' }).split(' ');
  assert.equal(await product.page.locator('[data-hash]').textContent(), recomputed);
});

test('the page about the program proves by the content policy that nothing leaves the computer', async (product) => {
  await about(product);
  await product.page.locator('[data-policy="keeps"]').waitFor();
  await product.page.getByText(POLICY, { exact: true }).waitFor();
  // Where the site lets more through, it does not claim so.
  for (const [policy, expected] of [[POLICY.replace("connect-src 'self'", 'connect-src *'), '[data-policy="lets"]'], ['', 'text=没有发内容安全策略']]) {
    const host = await serve(DIST, { policy });
    try {
      const other = new Product(product.page, host.address);
      await about(other);
      await other.page.locator(expected).waitFor();
      // All that was asked for has come before the host ends.
      await other.page.locator('[data-hash]').waitFor();
    } finally {
      await host.close();
    }
  }
}, { allow: ['http://127.0.0.1'] });

test('the page about the program shows the licences of all that is inside', async (product) => {
  await about(product);
  await product.page.getByRole('button', { name: '显示全部许可' }).click();
  const text = await product.page.getByRole('region', { name: '许可' }).textContent();
  const inside = execFileSync('cargo', ['tree', '--locked', '--offline', '--target', 'wasm32-unknown-unknown', '--edges', 'normal,no-proc-macro', '--prefix', 'none', '--format', '{p}'], { encoding: 'utf8', cwd: new URL('../../../', import.meta.url).pathname });
  const crates = new Set(inside.trim().split('\n').map((line) => line.split(' ').slice(0, 2).join(' ').replace(' v', ' ')).filter((name) => name && !name.startsWith('disclosure-report')));
  assert.ok(crates.size > 20);
  for (const name of crates) assert.ok(text.includes(`${name}: `), name);
  assert.match(text, /workbox [\d.]+: MIT/);
  assert.match(text, /Permission is hereby granted, free of charge/);
});
