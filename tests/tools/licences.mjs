// Writes the licences of everything that is inside a build into its folder.
// `node licences.mjs <folder of the build>`
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [folder] = process.argv.slice(2);
const root = new URL('../../', import.meta.url).pathname;
const metadata = JSON.parse(
  execFileSync('cargo', ['metadata', '--format-version=1', '--locked', '--offline', '--filter-platform=wasm32-unknown-unknown'], { cwd: root, maxBuffer: 64 * 1024 * 1024 }),
);
const packages = new Map(metadata.packages.map((one) => [one.id, one]));
const nodes = new Map(metadata.resolve.nodes.map((one) => [one.id, one]));

// What is linked: dependencies that are neither for building nor macros, which run in the compiler.
const linked = new Set();
(function walk(id) {
  const isMacro = packages.get(id).targets.some(({ kind }) => kind.includes('proc-macro'));
  if (linked.has(id) || isMacro) return;
  linked.add(id);
  for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) if (kinds.some(({ kind }) => kind === null)) walk(pkg);
})(metadata.resolve.root);

const textsIn = (place) =>
  readdirSync(place)
    .filter((name) => /^(licen[cs]e|copying|copyright|notice|unlicense)/i.test(name))
    .sort()
    .flatMap((name) => {
      try {
        return [readFileSync(join(place, name), 'utf8').replace(/\r/g, '').trim()];
      } catch {
        // A folder of that name.
        return [];
      }
    });

const inside = [...linked]
  .map((id) => packages.get(id))
  .filter(({ id }) => id !== metadata.resolve.root)
  .map(({ name, version, license, manifest_path: manifest }) => ({ title: `${name} ${version}`, license, texts: textsIn(dirname(manifest)) }));
const workbox = join(root, 'tests/node_modules/workbox-build');
inside.push({ title: `workbox ${JSON.parse(readFileSync(join(workbox, 'package.json'), 'utf8')).version}`, license: 'MIT', texts: textsIn(workbox) });
inside.push({ title: 'Rust standard library', license: 'MIT OR Apache-2.0', texts: [] });
inside.sort((a, b) => (a.title < b.title ? -1 : 1));

// One text that several have is printed once.
const byText = new Map();
for (const { title, texts } of inside) for (const text of texts) byText.set(text, [...(byText.get(text) ?? []), title]);
const rule = '-'.repeat(80);
const written = [
  ...inside.map(({ title, license }) => `${title}: ${license}`),
  '',
  ...[...byText].flatMap(([text, titles]) => [rule, titles.join(', '), rule, text, '']),
].join('\n');
if (inside.length < 20 || inside.some(({ license }) => !license)) throw new Error('a licence is not named');
writeFileSync(join(folder, 'licences.txt'), written);
