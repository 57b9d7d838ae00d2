// Writes files that take libraries to write: as a worker in a thread of its own, so that typing never
// waits; where the page may start none (an element from another origin, a frame without one), in the page.
import init, { preview, write } from './disclosure-report-office.js';

let ready = null;

/** Ends with the bytes of a file, or with what is shown of it. `job` has the address of the program, what is
 *  wanted, the published JSON and whether it is a draft; `tell` is called when the program is there, and
 *  says whether the file is still wanted. */
export async function run({ wasm, output, report, draft, shown }, tell) {
  try {
    ready = ready || init({ module_or_path: wasm });
    await ready;
    if (!tell()) return null;
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
