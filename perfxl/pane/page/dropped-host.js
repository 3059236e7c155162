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
  /** @type {FileJson | null} */
  let held = null;
  // 拖进来的“校验认可.yaml”，连同在这里认可的；只在这个网页里记着。
  let list = '';
  const drop = /** @type {HTMLLabelElement} */ (document.getElementById('drop'));
  const pick = /** @type {HTMLInputElement} */ (document.getElementById('pick'));
  const shown = /** @type {HTMLElement} */ (drop.querySelector('span'));

  /** @param {FileList | null | undefined} given */
  async function take(given) {
    const files = [...given ?? []];
    for (const file of files) {
      const isList = LIST.test(file.name);
      if (file.size > (isList ? LARGEST_LIST : largest * 1024 * 1024)) {
        say(isList ? `“${file.name}”大过 1 MB，不像是人写的，没有读；请核对。`
          : `“${file.name}”超过 ${largest} MB，窗格不读；请在命令行里用 perfxl check 看它。`);
        return;
      }
      if (isList) {
        list = await file.text();
      } else {
        held = { name: file.name, content: base64(new Uint8Array(await file.arrayBuffer())) };
        shown.textContent = file.name;
      }
    }
    if (held && files.length) opened();
    else if (files.length) say('认可清单收下了，请再打开工作簿。', false);
  }
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
    snapshot: () => Promise.resolve(held),
    acceptances: () => Promise.resolve(list),
    async keepAcceptances(text) {
      list = text;
      return '';
    },
    save: (file) => Promise.resolve(download(file)),
  };
}
