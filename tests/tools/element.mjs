// Writes into the element's script which files of a build it loads.
// `node element.mjs <folder of the build>`
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const html = readFileSync(join(folder, 'index.html'), 'utf8');
const all = (pattern) => [...html.matchAll(pattern)].map(([, name]) => `./${name}`);
const [glue] = all(/data-glue=["']?\.?\/?([^"'\s>]+)/g);
const [wasm] = all(/data-wasm=["']?\.?\/?([^"'\s>]+)/g);
const [office] = all(/data-office=["']?\.?\/?([^"'\s>]+)/g);
const [officeWasm] = all(/data-office-wasm=["']?\.?\/?([^"'\s>]+)/g);
const styles = all(/href=["']?\.?\/?([^"'\s>]+\.css)/g);
const file = join(folder, 'element.js');
const before = readFileSync(file, 'utf8');
const after = before.replace(/^const FILES = .*$/m, `const FILES = ${JSON.stringify({ glue, wasm, office, officeWasm, styles })};`);
if (!glue || !wasm || !office || !officeWasm || styles.length === 0 || after === before) throw new Error('the files of the build are not found');
writeFileSync(file, after);
