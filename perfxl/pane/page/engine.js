// @ts-check
// 引擎：有令牌的问本机的服务，没有的问网页里的 WebAssembly；一问一答是同一份 JSON。

/** @typedef {import('./contract').Engine} Engine */
/** @typedef {import('./contract').Answer} Answer */
/** @typedef {import('./contract').Request} Request */

import { Sentence, Stopped } from './sentence.js';

const KEPT = 'perfxl-token';

const OTHER_WINDOW = '这个窗口没有拿到本机服务的令牌（不是 perfxl serve 打开的那一个），用的是网页里的引擎，查出的相同；'
  + '要用本机的，请在命令行里重新运行 perfxl serve。';

/** @returns {string} 这一次的令牌；没有的为空 */
function token() {
  const meta = document.querySelector('meta[name="perfxl-token"]');
  const fresh = meta?.getAttribute('content') ?? '';
  meta?.remove();
  // 这一页是交了钥匙换来的，刷新就又交一次，而钥匙只能用一次：刷新时只要网页。
  if (fresh) history.replaceState(null, '', '/');
  try {
    // 按了刷新，网页里就没有了：这个窗口自己记着，关了就没有。
    if (fresh) sessionStorage.setItem(KEPT, fresh);
    return fresh || (sessionStorage.getItem(KEPT) ?? '');
  } catch (error) {
    // 放在别的网站的框里（网页版 Excel），浏览器可能不许记：那里也用不着令牌。
    return fresh;
  }
}

/** @returns {Promise<Engine>} 现在能用的引擎 */
export async function chosenEngine() {
  const held = token();
  if (held) return service(held);
  const there = await fetch('engine/files.json').catch(() => null);
  if (there?.ok) {
    const made = (await import('./engine-wasm.js')).wasm();
    return document.querySelector('meta[name="perfxl-served"]') ? { ...made, told: OTHER_WINDOW } : made;
  }
  throw new Sentence('请在命令行里运行 perfxl serve 打开窗格；这样打开的网页没有引擎可用。');
}

/** 服务说的一句；不是我们说的（英文的）换成我们的。 @param {string} said @param {number} status */
const refusal = (said, status) => (/\p{Script=Han}/u.test(said) ? said
  : `本机的服务没有答成（${status}）；请在命令行里重新运行 perfxl serve。`);

/**
 * @param {string} held
 * @returns {Engine}
 */
function service(held) {
  return {
    said: '引擎在本机（perfxl serve）',
    async ask(request, signal) {
      let reply;
      try {
        reply = await fetch('/answer', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Perfxl-Token': held },
          body: JSON.stringify(request),
          signal: signal ?? null,
        });
      } catch (error) {
        if (signal?.aborted) throw new Stopped();
        throw new Sentence('本机的服务已经停下；请在命令行里重新运行 perfxl serve。');
      }
      if (!reply.ok) throw new Sentence(refusal(await reply.text(), reply.status));
      return /** @type {Answer} */ (await reply.json());
    },
  };
}
