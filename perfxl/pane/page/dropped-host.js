// @ts-check
// 宿主：拖进网页的文件。原来的文件不改，写好的副本下载下来。

import { base64, download } from './files.js';

/** @typedef {import('./contract').Host} Host */
/** @typedef {import('./contract').FileJson} FileJson */

/**
 * @param {(said: string) => void} say
 * @param {() => void} opened 换了一个工作簿
 * @param {number} largest 最大几 MB
 * @returns {Host}
 */
export function droppedHost(say, opened, largest) {
  /** @type {FileJson | null} */
  let held = null;
  const drop = /** @type {HTMLLabelElement} */ (document.getElementById('drop'));
  const pick = /** @type {HTMLInputElement} */ (document.getElementById('pick'));
  const shown = /** @type {HTMLElement} */ (drop.querySelector('span'));

  /** @param {File | undefined} file */
  async function take(file) {
    if (!file) return;
    if (file.size > largest * 1024 * 1024) {
      say(`“${file.name}”超过 ${largest} MB，窗格不读；请在命令行里用 perfxl check 看它。`);
      return;
    }
    held = { name: file.name, content: base64(new Uint8Array(await file.arrayBuffer())) };
    shown.textContent = file.name;
    opened();
  }
  pick.addEventListener('change', () => void take(pick.files?.[0]));
  for (const name of ['dragover', 'dragenter']) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add('over'); });
  }
  for (const name of ['dragleave', 'drop']) {
    drop.addEventListener(name, () => drop.classList.remove('over'));
  }
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    void take(event.dataTransfer?.files[0]);
  });
  /** @type {HTMLElement} */ (document.getElementById('open')).hidden = false;

  return {
    snapshot: () => Promise.resolve(held),
    save: (file) => Promise.resolve(download(file)),
  };
}
