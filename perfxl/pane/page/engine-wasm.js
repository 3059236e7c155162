// @ts-check
// 网页里的引擎：Python 和 perfxl 编成 WebAssembly，在后台线程里跑；没有服务，没有端口。

import { Sentence, Stopped } from './sentence.js';

/** @typedef {import('./contract').Engine} Engine */

const WHY = '多半是浏览器核心太旧，或者引擎的文件没有放完整：请换新的浏览器，或让装窗格的人重新放一遍';

/** @returns {Engine} */
export function wasm() {
  if (typeof WebAssembly !== 'object' || typeof Worker !== 'function') {
    throw new Sentence('这个浏览器太旧，没有 WebAssembly；请换新的浏览器，或在命令行里运行 perfxl serve。');
  }
  /** @type {Worker | null} */
  let worker = null;
  // 后台线程一次答一句：前一句没有答完的等着。
  /** @type {Promise<unknown>} */
  let before = Promise.resolve();
  const started = () => {
    const made = new Worker('engine-worker.js', { type: 'module' });
    made.postMessage({ key: recordKey() });
    return made;
  };
  return {
    said: '引擎在这个网页里（WebAssembly）',
    ask(request, signal) {
      const mine = before.then(() => asked(request, signal));
      before = mine.catch(() => {});
      return mine;
    },
  };

  /** @param {import('./contract').Request} request @param {AbortSignal} [signal] @returns {Promise<import('./contract').Answer>} */
  function asked(request, signal) {
    if (signal?.aborted) throw new Stopped();
    const running = (worker ??= started());
    return new Promise((done, failed) => {
      // 停下就是换一个新的：后台线程里正做着的叫不停。
      const end = (/** @type {Sentence} */ said) => {
        running.terminate();
        // 停下的马上再开一个，下一次不用从头等。
        if (worker === running) worker = signal?.aborted ? started() : null;
        failed(said);
      };
      signal?.addEventListener('abort', () => end(new Stopped()), { once: true });
      running.onmessage = ({ data }) => (data.error
        ? end(new Sentence(`引擎没有打开（${data.error}）；${WHY}。`)) : done(JSON.parse(data.answer)));
      running.onerror = ({ message }) => end(new Sentence(`引擎没有打开${message ? `（${message}）` : ''}；${WHY}。`));
      running.postMessage({ asked: JSON.stringify(request) });
    });
  }
}

/** 认改动记录的钥匙：网页里没有磁盘，由浏览器记着；记不下的只在这个窗口里有效。 @returns {string} */
function recordKey() {
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(32)),
    (each) => each.toString(16).padStart(2, '0')).join('');
  try {
    const kept = localStorage.getItem('perfxl-record-key') ?? '';
    const known = /^[0-9a-f]{64}$/.test(kept) ? kept : fresh();
    localStorage.setItem('perfxl-record-key', known);
    return known;
  } catch {
    return fresh();
  }
}
