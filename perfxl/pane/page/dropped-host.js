// @ts-check
// 宿主：拖进网页的文件。原来的文件不改，写好的副本下载下来。

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
    async save(file) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([bytes(file.content)]));
      link.download = file.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      return file.name;
    },
  };
}

/** @param {Uint8Array} data */
function base64(data) {
  let text = '';
  // 一次转得太长，参数放不下。
  for (let at = 0; at < data.length; at += 0x8000) {
    text += String.fromCharCode(...data.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

/** @param {string} text */
function bytes(text) {
  return Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
}
