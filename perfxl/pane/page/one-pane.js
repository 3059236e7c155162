// @ts-check
// 一个工作簿同时只由一个窗格看、写：后开的说一句，什么也不写；先开的关了，后开的就能用。

import { Sentence } from './sentence.js';

let held = '';
let release = () => {};

/** 占住 ``book``，换了工作簿的放开前一个；别的窗格占着的抛 ``Sentence``。 @param {string} book 空的不占 */
export async function claim(book) {
  if (book === held) return;
  release();
  held = '';
  release = () => {};
  // 从磁盘上打开的网页没有来处，浏览器不给锁；WPS 自己只开一个窗格（addin/wps/main.js）。
  if (!book || !navigator.locks || origin === 'null') return;
  if (!(await locked(`perfxl ${book}`))) {
    throw new Sentence('这个工作簿已经开着一个窗格，什么也没有做；请用那一个，或者关掉它再试。');
  }
  held = book;
}

/** @param {string} name @returns {Promise<boolean>} 占到了；占着，直到 ``release`` 或者网页关掉 */
function locked(name) {
  return new Promise((told) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      told(lock !== null);
      return lock && new Promise((done) => { release = () => done(undefined); });
    }).catch(() => told(true)); // 网页版 Excel 的框里，浏览器可能不许用锁：那里的文件由它自己管着几个人改
  });
}
