// @ts-check
// 由年初、调整后两份比出来的表，说不准的由人定：各个文件一行，选它是哪一份。

import { line } from './findings-view.js';

/** @typedef {import('./contract').AskedSide} AskedSide */
/** @typedef {import('./contract').ChosenSide} ChosenSide */

/** @type {[string, string][]} */
const CHOICES = [['', '请选…'], ['initial', '年初的'], ['adjusted', '调整后的'], ['unused', '不用']];

/** @param {HTMLElement} list 放在哪里 @param {AskedSide[]} sides */
export function listSides(list, sides) {
  list.replaceChildren(...sides.map(({ file, side, why }) => {
    const label = line('label', '', `${file} `);
    const select = document.createElement('select');
    select.dataset.file = file;
    select.append(...CHOICES.map(([value, said]) => new Option(said, value, false, value === side)));
    label.append(select);
    const item = line('li', '');
    item.append(label, ...why ? [line('span', 'hint', why)] : []);
    return item;
  }));
  const every = selects(list);
  const [one, other] = every;
  if (every.length !== 2 || !one || !other) return;
  // 只有两个的，定了一个，另一个就是另一份；还可以改。
  for (const [first, second] of [[one, other], [other, one]]) {
    if (!first || !second) continue;
    first.addEventListener('change', () => {
      const opposite = { initial: 'adjusted', adjusted: 'initial' }[first.value];
      if (opposite) second.value = opposite;
    });
  }
}

/** @param {HTMLElement} list @returns {ChosenSide[]} 定好的 */
export const chosenSides = (list) => selects(list).map(({ dataset, value }) => (
  { file: dataset.file ?? '', side: /** @type {ChosenSide['side']} */ (value || 'unused') }));

/** @param {HTMLElement} list @returns {HTMLSelectElement | undefined} 头一个还没有定的 */
export const undecided = (list) => selects(list).find(({ value }) => !value);

/** @param {HTMLElement} list */
const selects = (list) => [...list.querySelectorAll('select')];
