// Writes files that take libraries to write: as a worker in a thread of its own, so that typing never waits; where the
// page may start none (an element from another origin, a frame without one), inside the page.
import init, { preview, write } from './disclosure-report-office.js';

let ready = null;

/** Ends with the bytes of a file, or with what is shown of it. `job` has the address of the program, what is
 *  wanted, the published JSON and whether it is a draft; `tell` is called when the program is there. */
export function run({ wasm, output, report, draft, shown }, tell) {
  ready = ready || init({ module_or_path: wasm });
  const there = ready.catch((error) => {
    ready = null;
    throw error;
  });
  return there.then(() => {
    tell();
    return (shown ? preview : write)(output, report, draft);
  });
}

if (typeof document === 'undefined') {
  self.onmessage = ({ data }) => {
    run(data, () => self.postMessage({ writing: true })).then(
      (file) => self.postMessage({ file }, file.buffer ? [file.buffer] : []),
      (error) => self.postMessage({ error: String(error) }),
    );
  };
}
