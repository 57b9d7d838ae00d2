// Makes one script of the worker that writes Word and Excel files and its glue, and gives both files of it
// names that change with what is in them. `node office.mjs <folder of the build>`
import { buildSync } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const inside = (name) => join(folder, name);
const { outputFiles: [script] } = buildSync({ entryPoints: [inside('office.js')], bundle: true, format: 'esm', minify: true, target: 'chrome88', write: false });
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const names = {
  'disclosure-report-office.js': `disclosure-report-office-${hash(script.contents)}.js`,
  'disclosure-report-office_bg.wasm': `disclosure-report-office-${hash(readFileSync(inside('disclosure-report-office_bg.wasm')))}_bg.wasm`,
};
let page = readFileSync(inside('index.html'), 'utf8');
for (const [before, after] of Object.entries(names)) {
  if (!page.includes(before)) throw new Error(`the page does not name ${before}`);
  page = page.replaceAll(before, after);
}
renameSync(inside('disclosure-report-office_bg.wasm'), inside(names['disclosure-report-office_bg.wasm']));
writeFileSync(inside(names['disclosure-report-office.js']), script.contents);
writeFileSync(inside('index.html'), page);
for (const name of ['office.js', 'disclosure-report-office.js']) rmSync(inside(name));
