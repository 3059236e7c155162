// @ts-check
// 拖进来的口径：引擎看过是口径的，添在“口径”里，照它自己的名字；只在这个网页里记着。

import { Sentence } from './sentence.js';

/** @typedef {import('./contract').Engine} Engine */
/** @typedef {import('./contract').GivenText} GivenText */
/** @typedef {import('./contract').OwnProfiles} OwnProfiles */

/** @param {HTMLSelectElement} select @param {Engine} engine @returns {OwnProfiles} */
export function ownProfiles(select, engine) {
  /** @type {Map<string, GivenText>} */
  const held = new Map();
  return {
    async recognised(given) {
      const answer = await engine.ask({ schema: 'perfxl.request/1', command: 'profile', own_profile: given });
      if (!answer.own_profile) throw new Sentence(answer.error || '引擎没有回答，请重新打开窗格。');
      return answer.own_profile;
    },
    keep(name, given, used) {
      const value = `${FILE}${given.name}`;
      const option = [...select.options].find((each) => each.value === value) ?? new Option('', value);
      const alike = [...select.options].some((each) => each !== option && each.text === name);
      option.text = alike ? `${name}（${given.name}）` : name;
      held.set(value, given);
      if (!option.isConnected) select.append(option);
      if (used) select.value = value;
    },
    chosen: () => held.get(select.value) ?? null,
  };
}

/** 各项的值：文件名前面加一个名字里没有的字，不与随程序带的相混。 */
const FILE = '/';
