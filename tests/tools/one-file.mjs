// Makes one file of a build: page, styles, program and glue, for a USB stick or a computer without a
// network. `node one-file.mjs <folder of the build> <file>`; prints its size.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, file] = process.argv.slice(2);
const text = (name) => readFileSync(join(folder, name), 'utf8');
const data = (name, type) => `data:${type};base64,${readFileSync(join(folder, name)).toString('base64')}`;

// The file asks for nothing but what is inside it. Chromium before 97 compiles no WebAssembly without
// `unsafe-eval`.
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data:",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'connect-src data:',
  'worker-src data:',
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

/** The value of an attribute of a tag; of an address, without `./`. */
const attribute = (tag, name) => tag.match(new RegExp(`[\\s"]${name}=["']?(?:\\./)?([^"'\\s>]*)`))?.[1];

const inlined = {
  icon: (tag) => `<link rel="icon" href="${data(attribute(tag, 'href'), 'image/svg+xml')}">`,
  stylesheet: (tag) => `<style>${text(attribute(tag, 'href'))}</style>`,
  manifest: () => '',
  preload: () => '',
  modulepreload: () => '',
};
const page = text('index.html')
  .replace(/<link[^>]*>/g, (tag) => inlined[attribute(tag, 'rel')](tag))
  .replace(/<script[^>]*><\/script>/g, (tag) => {
    const code = text(attribute(tag, 'src'));
    const glue = attribute(tag, 'data-glue');
    if (!glue) return `<script nomodule>${code}</script>`;
    const [glueData, wasmData] = [data(glue, 'text/javascript'), data(attribute(tag, 'data-wasm'), 'application/wasm')];
    const licences = data(attribute(tag, 'data-licences'), 'text/plain;charset=utf-8');
    const [office, officeWasm] = [data(attribute(tag, 'data-office'), 'text/javascript'), data(attribute(tag, 'data-office-wasm'), 'application/wasm')];
    return `<script type="module" data-glue="${glueData}" data-wasm="${wasmData}" data-licences="${licences}" data-office="${office}" data-office-wasm="${officeWasm}">${code}</script>`;
  })
  .replace(/<meta charset[^>]*>/, (tag) => `${tag}<meta http-equiv="Content-Security-Policy" content="${POLICY}">`);
if (/(src|href)=["']?\.\//.test(page)) throw new Error('the page still asks for a file');

writeFileSync(file, page);
console.log(`${file}: ${Math.ceil(statSync(file).size / 1024)} KiB`);
