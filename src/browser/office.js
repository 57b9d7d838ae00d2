// Writes files that take libraries to write, and reads those that take libraries to read: as a worker in a thread of its own, so that typing never
// waits; where the page may start none (an element from another origin, a frame without one), in the page.
import init, { preview, read, read_clipboard, write } from './disclosure-report-office.js';

let ready = null;

/** Ends with the bytes of a file, with what is shown of it, or with what was read. `job` has the address of
 *  the program, and either what is wanted, the published JSON and whether it is a draft, or the bytes of a
 *  file, or what lay on the clipboard; `tell` is called when the program is there, and says whether the file
 *  is still wanted. */
export async function run({ wasm, output, report, draft, shown, bytes, html, text }, tell) {
  try {
    ready = ready || init({ module_or_path: wasm });
    await ready;
    if (!tell()) return null;
    if (bytes) return read(bytes);
    if (html !== undefined) return read_clipboard(html, text);
    return (shown ? preview : write)(output, report, draft);
  } catch (error) {
    // What failed may be broken for good; the next file begins anew.
    ready = null;
    throw error;
  }
}

if (typeof document === 'undefined') {
  const tell = () => {
    self.postMessage({ writing: true });
    return true;
  };
  self.onmessage = ({ data }) => {
    run(data, tell).then(
      (file) => self.postMessage({ file }, file.buffer ? [file.buffer] : []),
      (error) => self.postMessage({ error: String(error) }),
    );
  };
}
