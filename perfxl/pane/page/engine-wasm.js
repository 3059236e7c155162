// @ts-check
// 网页里的引擎：Python 和 perfxl 编成 WebAssembly，在后台线程里跑；没有服务，没有端口。

import { Sentence } from './engine.js';

/** @typedef {import('./contract').Engine} Engine */

/** @returns {Engine} */
export function wasm() {
  if (typeof WebAssembly !== 'object' || typeof Worker !== 'function') {
    throw new Sentence('这个浏览器太旧，没有 WebAssembly；请换新的浏览器，或在命令行里运行 perfxl serve。');
  }
  /** @type {Worker | null} */
  let worker = null;
  return {
    said: '引擎在这个网页里（WebAssembly）',
    ask(request, signal) {
      const running = (worker ??= new Worker('engine-worker.js', { type: 'module' }));
      return new Promise((done, failed) => {
        // 停下就是换一个新的：后台线程里正做着的叫不停。
        const end = (/** @type {string} */ said) => {
          running.terminate();
          if (worker === running) worker = null;
          failed(new Sentence(said));
        };
        signal?.addEventListener('abort', () => end('已停下。'), { once: true });
        running.onmessage = ({ data }) => (data.error
          ? end(`引擎没有打开（${data.error}）；请重新打开窗格再试。`) : done(JSON.parse(data.answer)));
        running.onerror = () => end('引擎没有打开；请换新的浏览器，或在命令行里运行 perfxl serve。');
        running.postMessage(JSON.stringify(request));
      });
    },
  };
}
