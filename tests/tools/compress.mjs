// Puts beside each text and program of a build the same with brotli and gzip, for servers that send
// what lies there. `node compress.mjs <folder of the build>`; prints what there is to send.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [folder] = process.argv.slice(2);
let [raw, brotli] = [0, 0];
for (const name of readdirSync(folder).filter((one) => /\.(css|html|js|svg|txt|wasm|webmanifest)$/.test(one))) {
  const bytes = readFileSync(join(folder, name));
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
  writeFileSync(join(folder, `${name}.br`), packed);
  writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  raw += bytes.length;
  brotli += packed.length;
}
console.log(`${folder}: ${Math.ceil(raw / 1024)} KiB, ${Math.ceil(brotli / 1024)} KiB with brotli`);
