// @ts-check
// 宿主：拖进网页的文件。原来的文件不改，写好的副本下载下来。

import { base64, download } from './files.js';

/** @typedef {import('./contract').Host} Host */
/** @typedef {import('./contract').FileJson} FileJson */

const LIST = /\.ya?ml$/i;
// 与引擎收的一样大。
const LARGEST_LIST = 1024 * 1024;

/**
 * @param {(said: string, wrong?: boolean) => void} say
 * @param {() => void} opened 换了一个工作簿，或者换了认可清单
 * @param {number} largest 最大几 MB
 * @returns {Host}
 */
export function droppedHost(say, opened, largest) {
  /** @type {FileJson[]} */
  let held = [];
  // 拖进来的“校验认可.yaml”，连同在这里认可的；只在这个网页里记着。
  let list = '';
  const drop = /** @type {HTMLLabelElement} */ (document.getElementById('drop'));
  const pick = /** @type {HTMLInputElement} */ (document.getElementById('pick'));
  const which = /** @type {HTMLSelectElement} */ (document.getElementById('which'));
  const shown = /** @type {HTMLElement} */ (drop.querySelector('span'));
  const chosen = () => Math.max(0, which.selectedIndex);

  /** @param {FileList | null | undefined} given */
  async function take(given) {
    const files = [...given ?? []].sort((one, other) => (one.name < other.name ? -1 : 1));
    const lists = files.filter(({ name }) => LIST.test(name));
    const books = files.filter(({ name }) => !LIST.test(name));
    const said = tooLarge(lists, books);
    if (said) {
      say(said);
      return;
    }
    for (const each of lists) list = await each.text();
    if (books.length) show(await Promise.all(books.map(async (each) => (
      { name: each.name, content: base64(new Uint8Array(await each.arrayBuffer())) }))));
    if (held.length && files.length) opened();
    else if (files.length) say('认可清单收下了，请再打开工作簿。', false);
  }

  /** @param {FileJson[]} books */
  function show(books) {
    held = books;
    const [first] = books;
    shown.textContent = books.length > 1 ? `${books.length} 个工作簿` : first?.name ?? '';
    which.replaceChildren(...books.map(({ name }) => new Option(name)));
    /** @type {HTMLElement} */ (document.getElementById('one-of')).hidden = books.length < 2;
  }

  /** @param {File[]} lists @param {File[]} books @returns {string} 太大的一句话；收得下的为空 */
  function tooLarge(lists, books) {
    const large = lists.find(({ size }) => size > LARGEST_LIST);
    if (large) return `“${large.name}”大过 1 MB，不像是人写的，没有读；请核对。`;
    if (books.reduce((sum, { size }) => sum + size, 0) <= largest * 1024 * 1024) return '';
    const called = books.length > 1 ? `这${books.length}个文件合起来` : `“${books[0]?.name}”`;
    return `${called}超过 ${largest} MB，窗格不读；请在命令行里用 perfxl check 看它。`;
  }

  // 列着的要改的格、评分说明是原来那一个的。
  which.addEventListener('change', opened);
  pick.addEventListener('change', () => void take(pick.files).then(() => { pick.value = ''; }));
  for (const name of ['dragover', 'dragenter']) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add('over'); });
  }
  for (const name of ['dragleave', 'drop']) {
    drop.addEventListener(name, () => drop.classList.remove('over'));
  }
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    void take(event.dataTransfer?.files);
  });
  /** @type {HTMLElement} */ (document.getElementById('open')).hidden = false;

  return {
    snapshot: () => Promise.resolve(held[chosen()] ?? null),
    others: () => held.filter((_, at) => at !== chosen()),
    acceptances: () => Promise.resolve(list),
    async keepAcceptances(text) {
      list = text;
      return '';
    },
    save: (file) => Promise.resolve(download(file)),
  };
}
