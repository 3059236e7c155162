// @ts-check
// 已认可的怎样列：用上了的各条，连同认可了的是哪几处；没有作用的另列；写明是别的文件的只说几条。

import { button, line } from './findings-view.js';

/** @typedef {import('./contract').Acceptance} Acceptance */
/** @typedef {import('./contract').ListedAcceptance} ListedAcceptance */

/**
 * @param {HTMLElement} list 放在哪里
 * @param {ListedAcceptance[]} listed
 * @param {(entry: Acceptance) => void} withdraw 撤回一条
 * @returns {boolean} 有没有可列的
 */
export function listAccepted(list, listed, withdraw) {
  const own = listed.filter((each) => !each.from_profile);
  const met = own.filter((each) => each.met.length);
  const useless = own.filter((each) => !each.met.length && each.void);
  const elsewhere = own.length - met.length - useless.length;
  list.replaceChildren(
    ...part('', met.map((each) => entryItem(each, withdraw))),
    ...part('口径里认可的', listed.filter((each) => each.from_profile).map((each) => entryItem(each, null))),
    ...part('没有作用的', useless.map((each) => entryItem(each, withdraw))),
    ...elsewhere ? [line('p', 'hint', `另有${elsewhere}条写明是别的文件的。`)] : [],
  );
  return listed.length > 0;
}

/** @param {string} title @param {HTMLElement[]} items @returns {HTMLElement[]} */
function part(title, items) {
  if (!items.length) return [];
  const made = document.createElement('ul');
  made.append(...items);
  return [...title ? [line('h3', '', title)] : [], made];
}

/** @param {ListedAcceptance} listed @param {((entry: Acceptance) => void) | null} withdraw */
function entryItem({ acceptance, met, void: why }, withdraw) {
  const where = placeOf(acceptance);
  const made = line('li', '');
  const said = line('p', '', `${acceptance.rule}${met.length || !where ? '' : ` ${where}`}　理由：${acceptance.reason}${
    why ? `（${why}）` : ''}　`);
  if (withdraw) {
    const named = `${acceptance.rule} ${where}`;
    said.append(button('撤回', `不再认可 ${named}`, () => withdraw(acceptance), 'withdraw', named));
  }
  const places = document.createElement('ul');
  places.append(...met.map((each) => line('li', 'hint', `${each.file} ${each.sheet}!${each.cells} ${each.said}`)));
  made.append(said, ...met.length ? [places] : []);
  return made;
}

/** @param {Acceptance} entry 写了的文件、工作表、格、项目 */
const placeOf = (entry) => [entry.file, entry.sheet, entry.cells, entry.project]
  .filter((said) => said && said !== '*').join(' ');
