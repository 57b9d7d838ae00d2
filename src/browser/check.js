// The page for a site's administrator (`?check`): what the host got wrong, and the remedy. Runs without
// the program, which may be what does not start.
//
// `gather` looks, `findings` judges, `show` shows. Asks for nothing but the program's own files.

const MARK = { good: '正常', look: '注意', bad: '有问题' };

/** WebAssembly with what Chromium 75 and later know and the program needs. */
const FEATURES = {
  'mutable-globals': [0, 97, 115, 109, 1, 0, 0, 0, 2, 8, 1, 1, 97, 1, 98, 3, 127, 1],
  'sign-ext': [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 192, 26, 11],
  'nontrapping-fptoint': [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 12, 1, 10, 0, 67, 0, 0, 0, 0, 252, 0, 26, 11],
  'bulk-memory': [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 14, 1, 12, 0, 65, 0, 65, 0, 65, 0, 252, 10, 0, 0, 11],
};

const TYPES = { js: /^(text|application)\/(x-)?javascript/, css: /^text\/css/, wasm: /^application\/wasm/, webmanifest: /^application\/(manifest\+)?json/, svg: /^image\/svg\+xml/, txt: /^text\/plain/ };
const ending = (name) => name.split('.').pop();
const hashed = (name) => /-[0-9a-f]{12,}[._]/.test(name);

/** Ends with what a call ends with, or with the words of its failure. */
async function attempt(call) {
  try {
    return { value: await call() };
  } catch (error) {
    return { failure: `${error.name}: ${error.message}` };
  }
}

const inTime = (promise) => Promise.race([promise, new Promise((_, failed) => setTimeout(() => failed(new Error('3 s')), 3000))]);

/** Asks the host as browsers do, and takes no more than the head of the answer. The parameter passes by
 * what is kept for use without a network. */
async function head(address) {
  const answer = await fetch(/[?&]check\b/.test(address) ? address : `${address}?check`, { cache: 'no-store' });
  if (answer.body) answer.body.cancel();
  return answer;
}

/** Looks at this page, its host and its browser. `own` is the script element that names the program's files. */
export async function gather(own) {
  const names = [own.dataset.glue, own.dataset.wasm, own.dataset.licences, own.dataset.office, own.dataset.officeWasm, own.getAttribute('src'), './sw.js', './element.js', './manifest.webmanifest', ...[...document.querySelectorAll('link[rel=stylesheet], link[rel=icon]')].map((link) => link.getAttribute('href'))];
  const files = await Promise.all(
    names.map(async (name) => {
      const answer = await attempt(() => head(name));
      if (answer.failure) return { name, failure: answer.failure };
      const { status, headers } = answer.value;
      return { name, status, type: headers.get('content-type') || '', encoding: headers.get('content-encoding') || '', cache: headers.get('cache-control') || '' };
    }),
  );
  const page = await attempt(() => head(location.href.split('#')[0]));
  const header = (name) => (page.value && page.value.headers.get(name)) || '';
  const framed = window.parent !== window;
  let sandbox = null;
  try {
    if (window.frameElement) sandbox = window.frameElement.getAttribute('sandbox');
  } catch (error) {
    // A frame of another origin does not show itself.
  }
  const { value: worker } = await attempt(() => inTime(navigator.serviceWorker.getRegistration()));
  return {
    address: location.href,
    agent: navigator.userAgent,
    secure: window.isSecureContext === true,
    origin: window.origin,
    framed,
    foreign: framed && !seesParent(),
    sandbox,
    files,
    headers: { policy: header('content-security-policy'), cache: header('cache-control'), nosniff: header('x-content-type-options') },
    violations: violations.slice(),
    styled: getComputedStyle(document.documentElement).getPropertyValue('--accent').trim() !== '',
    wasm: typeof WebAssembly === 'object',
    compiles: (await attempt(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])))).failure || '',
    lacks: Object.keys(FEATURES).filter((name) => typeof WebAssembly === 'object' && !WebAssembly.validate(new Uint8Array(FEATURES[name]))),
    markup: (await attempt(() => (document.createElement('div').innerHTML = '<b>b</b>'))).failure || '',
    storage: (await attempt(() => {
      localStorage.setItem('disclosure-report/probe', '');
      localStorage.removeItem('disclosure-report/probe');
    })).failure || '',
    database: (await attempt(() => inTime(openDatabase()))).failure || '',
    worker: 'serviceWorker' in navigator,
    scope: worker ? worker.scope : '',
    prints: typeof window.print === 'function',
  };
}

function seesParent() {
  try {
    return Boolean(window.parent.location.href);
  } catch (error) {
    return false;
  }
}

function openDatabase() {
  return new Promise((done, failed) => {
    const opening = indexedDB.open('disclosure-report-check');
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      opening.result.close();
      indexedDB.deleteDatabase('disclosure-report-check');
      done();
    };
  });
}

const violations = [];
if (typeof document !== 'undefined') {
  document.addEventListener('securitypolicyviolation', (event) => event.disposition !== 'report' && violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
}

/** What is to be said of what was gathered: `{ about, state, words, remedy }`, in the order to look at it. */
export function findings(found) {
  const said = [];
  const say = (about, state, words, remedy = '') => said.push({ about, state, words, remedy });
  const policy = found.headers.policy;

  // A frame without an origin is not shown such heads.
  const opaque = found.origin === 'null';
  // Some hosts answer with their home page what they do not have.
  const isMissing = ({ name, status, failure, type }) => failure || status !== 200 || (ending(name) !== 'html' && /^text\/html/.test(type));
  const missing = found.files.filter(isMissing);
  if (missing.length) {
    const words = missing.map(({ name, status, failure }) => `${name}（${failure || (status === 200 ? '答的是一个网页' : status)}）`).join('、');
    const blocked = missing.some(({ failure }) => failure) && !opaque;
    say('文件', 'bad', `取不到：${words}`, blocked ? '内容安全策略的 connect-src 要有 \'self\'；再看服务器是否允许这些文件。' : '把 dist 里的文件传全，允许服务器发送这些类型的文件（有的网站禁止 .wasm、.webmanifest、.txt）。');
  } else {
    say('文件', 'good', `${found.files.length} 个文件都取得到。`);
  }
  const odd = found.files.filter((file) => !isMissing(file)).filter(({ name, type }) => TYPES[ending(name)] && !TYPES[ending(name)].test(type));
  if (odd.length) {
    const vital = odd.some(({ name }) => ['js', 'css'].includes(ending(name)) && (found.headers.nosniff || ending(name) === 'js'));
    say('文件类型', vital ? 'bad' : 'look', odd.map(({ name, type }) => `${name} 的类型是“${type || '没有'}”`).join('；'), '在服务器的 MIME 设置里加：.js text/javascript，.css text/css，.wasm application/wasm，.webmanifest application/manifest+json，.svg image/svg+xml，.txt text/plain。');
  } else {
    say('文件类型', 'good', '服务器发的类型都对。');
  }
  const wasm = found.files.find(({ name }) => ending(name) === 'wasm');
  if (!wasm || isMissing(wasm) || opaque) {
    // Nothing to say.
  } else if (!/^(br|gzip|zstd|deflate)$/.test(wasm.encoding)) {
    say('压缩', 'look', '.wasm 没有压缩，第一次打开要多传约 700 KB。', '打开 brotli 或 gzip，或者直接发 dist 里压缩好的 .br、.gz（nginx：brotli_static on; gzip_static on;）。');
  } else {
    say('压缩', 'good', `.wasm 已压缩（${wasm.encoding}）。`);
  }
  // Without a word of the host browsers keep files as long as they think fit.
  const isStale = (cache) => !/no-cache|no-store|max-age=0/.test(cache);
  const stale = found.files.filter((file) => !isMissing(file) && !hashed(file.name) && isStale(file.cache)).map(({ name }) => name);
  if (isStale(found.headers.cache)) stale.unshift('index.html');
  if (stale.length) {
    say('缓存', 'look', `名字不变的文件，浏览器可能长期用旧的：${stale.join('、')}。升级以后有人还看到旧版，或者新旧混用。`, '除了名字带编号的文件，都发 Cache-Control: no-cache。');
  } else {
    say('缓存', 'good', '名字不变的文件每次都问服务器。');
  }

  if (!found.wasm) {
    say('浏览器', 'bad', '没有 WebAssembly，或者被管理策略关掉了。', '换用 Chrome、Edge、360（极速模式）、奇安信等浏览器；检查浏览器的管理策略。');
  } else if (found.compiles) {
    const old = Number((/Chrom\w*\/(\d+)/.exec(found.agent) || [])[1]) < 97;
    say('WebAssembly', 'bad', `浏览器不许编译程序：${found.compiles}`, old ? '这个内核比 Chromium 97 旧，内容安全策略的 script-src 里要有 \'unsafe-eval\'（同时写 require-trusted-types-for \'script\' 和 trusted-types default，文字仍然不会被执行）。' : '内容安全策略的 script-src 里加 \'wasm-unsafe-eval\'。');
  } else if (found.lacks.length) {
    say('WebAssembly', 'bad', `浏览器太旧，缺少：${found.lacks.join('、')}`, '换用内核为 Chromium 90 以上的浏览器。');
  } else {
    say('WebAssembly', 'good', '可以编译，需要的功能都有。');
  }

  if (!found.styled) say('样式', 'bad', '样式没有起作用。', '内容安全策略的 style-src 里加 \'self\'，并检查 .css 文件的类型。');
  if (found.markup) say('Trusted Types', 'bad', `网站要求 Trusted Types，程序没有得到许可：${found.markup}`, '内容安全策略里写 trusted-types default（程序自己建立名为 default 的策略），或者不写 require-trusted-types-for。');
  if (found.violations.length) {
    say('内容安全策略', 'bad', `挡住了：${[...new Set(found.violations)].join('；')}`, '按说明文档里的策略放行 \'self\'。');
  } else if (opaque) {
    // Nothing to say.
  } else if (!policy) {
    say('内容安全策略', 'look', '网站没有发内容安全策略。程序照常能用，但是“内容不离开本机”没有浏览器作证。', '按说明文档加上 Content-Security-Policy。');
  } else {
    say('内容安全策略', 'good', policy);
  }

  if (!found.secure) {
    say('网址', 'look', '不是 https。照常能填能存，但是断网打不开，多个窗口之间的协调也弱一些。', '改用 https。');
  } else {
    say('网址', 'good', '是 https 或者本机。');
  }
  if (found.secure && found.worker) {
    const own = found.address.split(/[?#]/)[0].replace(/[^/]*$/, '');
    if (!found.scope) say('离线', 'look', '还没有存下离线用的文件。', '先去掉 ?check 打开一次程序，再来看；仍然没有，检查 sw.js 能不能取到、类型是不是 text/javascript，内容安全策略的 worker-src 要有 \'self\'。');
    else if (found.scope !== own) say('离线', 'look', `管着本页的是 ${found.scope} 的离线程序，不是本程序的。`, '先去掉 ?check 打开一次程序，再来看；仍然这样，是同一网站上级目录另有离线程序（service worker），请它放过本目录。');
    else say('离线', 'good', `断网也能打开，范围 ${found.scope}`);
  } else if (found.secure) {
    say('离线', 'look', '浏览器没有 service worker（无痕窗口，或者被管理策略关掉），断网打不开。', '换一个窗口或者浏览器。');
  }

  if (opaque) say('框架', 'bad', '本页在没有 allow-same-origin 的框架里：不能存草稿，程序文件也要服务器发 Access-Control-Allow-Origin 才打得开。', 'sandbox 里加 allow-same-origin。');
  if (found.storage) {
    say('存储', 'bad', `不能存草稿：${found.storage}`, opaque ? 'sandbox 里加 allow-same-origin。' : found.foreign ? '本页放在别的网站的框架里，浏览器不许第三方存数据。改用 <disclosure-report> 元素，或者用同一网站的地址，或者单独打开本页。' : '允许本网站存数据（浏览器设置里的 Cookie 和网站数据），不要用无痕窗口。');
  } else if (found.foreign) {
    say('存储', 'look', '能存草稿。但是本页放在别的网站的框架里，有的浏览器按嵌入的网站分开存：单独打开本页时看不到这里的草稿。', '最好用 <disclosure-report> 元素嵌入。');
  } else {
    say('存储', 'good', '能存草稿。');
  }
  if (found.database) say('存储', 'look', `不能用 IndexedDB（${found.database}）：写到硬盘要晚几秒，也没有历史版本。`, '不要用无痕窗口；检查浏览器的管理策略。');

  if (!found.framed) {
    say('框架', 'good', '单独打开，不在别的网页里。');
  } else if (found.sandbox !== null) {
    const flags = found.sandbox.split(/\s+/);
    for (const [flag, words] of [['allow-downloads', '不能下载导出的文件'], ['allow-modals', '不能打印']]) {
      if (!flags.includes(flag)) say('框架', 'bad', `所在网页的 sandbox 没有 ${flag}：${words}。`, `sandbox 里加 ${flag}。`);
    }
  } else if (found.foreign) {
    say('框架', 'look', '本页放在别的网站的框架里，看不到它的 sandbox。请按下面的“试下载”，没有收到文件，就是没有给 allow-downloads。', 'sandbox 里要有 allow-scripts allow-same-origin allow-downloads allow-modals。');
  } else {
    say('框架', 'good', '所在的框架没有 sandbox 限制。');
  }
  if (!found.prints) say('打印', 'bad', '浏览器没有打印功能。', '换一个浏览器。');
  return said;
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
  return made;
}

const SIGNS = { good: '✓', look: '!', bad: '✗' };

/** Shows what is to be said, in place of the program. */
export async function show(own, place) {
  const found = await gather(own);
  const said = findings(found);
  const count = (state) => said.filter((one) => one.state === state).length;
  const [bad, look] = [count('bad'), count('look')];
  document.title = '诊断 - 公开年报';
  const heading = element('h1', '诊断');
  const counts = [[bad, '处有问题'], [look, '处要注意']].filter(([number]) => number).map(([number, words]) => `${number} ${words}`);
  const summary = counts.length ? `${counts.join('，')}。改好以后刷新本页。` : '没有发现问题。';
  const table = element('table', '', { class: 'check-table' });
  table.append(element('caption', '给网站管理员：本网站哪里设置得不对，怎样改', { class: 'hidden-visually' }));
  const head = element('tr');
  head.append(...['项目', '结果', '看到的', '怎样改'].map((name) => element('th', name, { scope: 'col' })));
  const thead = element('thead');
  thead.append(head);
  const body = element('tbody');
  for (const state of ['bad', 'look', 'good']) {
    for (const one of said.filter((all) => all.state === state)) {
      const row = element('tr', '', { 'data-state': state });
      row.append(element('th', one.about, { scope: 'row' }), element('td', `${SIGNS[state]} ${MARK[state]}`), element('td', one.words), element('td', one.remedy));
      body.append(row);
    }
  }
  table.append(thead, body);
  const text = [`公开年报诊断：${summary}`, found.address, found.agent, ...said.map((one) => `[${MARK[one.state]}] ${one.about}：${one.words}${one.remedy ? ` → ${one.remedy}` : ''}`)].join('\n');
  const box = element('textarea', '', { class: 'field', rows: '8', readonly: '', 'aria-label': '全部结果，可以复制给网站管理员' });
  box.value = text;
  const actions = element('p', '', { class: 'form-actions' });
  const download = element('button', '试下载', { type: 'button', class: 'button' });
  download.onclick = () => {
    const link = element('a', '', { href: URL.createObjectURL(new Blob([text], { type: 'text/plain' })), download: '公开年报诊断.txt' });
    link.click();
  };
  const print = element('button', '试打印', { type: 'button', class: 'button' });
  print.onclick = () => window.print();
  const back = element('a', '打开公开年报', { class: 'button', href: './' });
  actions.append(download, print, back);
  const panel = element('div', '', { class: 'panel' });
  panel.append(table);
  const top = element('div', '', { class: 'page-head' });
  top.append(heading, element('p', summary, { role: 'status' }));
  place.replaceChildren(top, panel, actions, box);
}
