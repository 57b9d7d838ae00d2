// Defines <disclosure-report>, which holds the program inside a page of somebody else's:
//
//   <script type="module" src="nianbao/element.js"></script>
//   <disclosure-report organ="望川县柳溪镇人民政府" year="2025"></disclosure-report>
//
// Views, styles and words are the program's; this is only the class that browsers want. What a host may
// rely on is in README.md under "Put it into a page".

const NAME = 'disclosure-report';
const API = 1;
// Written by the build: names of the files beside this one.
const FILES = { glue: '', wasm: '', office: '', officeWasm: '', styles: [] };

const beside = (name) => new URL(name, import.meta.url).href;

// One after another: the first opens what all of them share.
let mounted = Promise.resolve();
let loaded = null;
/** Loads the program once for all elements; again where it failed. */
function load() {
  loaded = loaded || import(beside(FILES.glue)).then((glue) => glue.default({ module_or_path: beside(FILES.wasm) }).then(() => glue));
  return loaded.catch((error) => {
    loaded = null;
    throw error;
  });
}

/** A style sheet, and when it is there. */
function style(name) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = beside(name);
  const there = new Promise((done) => {
    link.onload = done;
    link.onerror = done;
  });
  return { link, there };
}

class DisclosureReport extends HTMLElement {
  static get observedAttributes() {
    return ['organ', 'organ-code', 'year', 'format', 'lang'];
  }

  connectedCallback() {
    // An element that is moved within the page keeps its program.
    if (this._program) return;
    const root = this.shadowRoot || this.attachShadow({ mode: 'open' });
    const styles = FILES.styles.map(style);
    const words = document.createElement('p');
    words.setAttribute('role', 'status');
    words.textContent = '正在打开公开年报';
    const place = document.createElement('div');
    place.append(words);
    root.replaceChildren(...styles.map(({ link }) => link), place);
    const program = Promise.all([load(), ...styles.map(({ there }) => there)]).then(([glue]) => {
      if (this._program !== program) throw new Error('the element was removed');
      words.remove();
      const files = [FILES.wasm, 'licences.txt', FILES.office, FILES.officeWasm].map(beside);
      const next = mounted.then(() => glue.mount(this, place, ...files, (address) => import(address)));
      mounted = next.catch(() => {});
      return next;
    });
    this._program = program;
    program.catch((error) => {
      if (this._program !== program) return;
      words.setAttribute('role', 'alert');
      words.textContent = `公开年报打不开：浏览器太旧，或者网站没有把文件给全、内容安全策略不允许。请把这句话告诉网站管理员。（${error}）`;
      console.error(error);
    });
  }

  disconnectedCallback() {
    Promise.resolve().then(() => {
      if (this.isConnected || !this._program) return;
      const program = this._program;
      this._program = null;
      this.shadowRoot.replaceChildren();
      program.then((mounted) => mounted.free(), () => {});
    });
  }

  attributeChangedCallback() {
    if (this._program) this._program.then((mounted) => mounted.wish(), () => {});
  }

  /** What a page may ask; of the version it was written for. All of it waits until the program is there. */
  api(version) {
    if (version !== API) throw new RangeError(`<${NAME}> has api(${API}), not api(${version})`);
    const program = () => this._program || Promise.reject(new Error(`<${NAME}> is not in a page`));
    const parsed = (text) => (text === undefined ? null : JSON.parse(text));
    return Object.freeze({
      version: API,
      getReport: async () => parsed((await program()).report()),
      loadReport: async (json) => (await program()).load(typeof json === 'string' ? json : JSON.stringify(json)),
      check: async () => parsed((await program()).check()),
    });
  }
}

if (!customElements.get(NAME)) customElements.define(NAME, DisclosureReport);
