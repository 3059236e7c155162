// @ts-check
// 键盘的位置：按钮变灰、收起、换成新的一批以后，落在接着用得着的那一样上，不回到网页的最前。

// 要改的格是从哪个按钮列出来的：一处旁边的“改好…”，不是的就是“全部改好”。
/** @type {HTMLElement | null} */ let opener = null;

/** @param {Element | null} by 列出要改的格的按钮 */
export function planOpenedBy(by) {
  opener = by instanceof HTMLElement ? by : null;
}

/** 要改的格写好了：接着的是下一处的“改好…”；没有下一处的，还是这一处。 */
export function planDone() {
  if (!opener) return;
  const every = alike(opener.closest('main section[id]'), opener);
  opener = every.slice(every.findIndex((each) => each === opener) + 1).find(held) ?? opener;
}

/** @returns {HTMLElement | null} 要改的格收起了，落在哪个按钮上 */
export const afterPlan = () => (held(opener) ? opener : document.getElementById('fix'));

/** @returns {() => void} 做完以后叫：位置丢了的才放 */
export function heldFocus() {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return () => {};
  const part = focused.closest('main section[id]');
  const at = alike(part, focused).findIndex((each) => each === focused);
  return () => {
    if (held(document.activeElement)) return;
    const next = [focused, placed(part, focused, at), afterPart(part), document.getElementById('check')].find(held);
    next?.focus();
  };
}

/**
 * 能放键盘位置的：在网页里，看得见，没有变灰。
 * @param {Element | null | undefined} one @returns {one is HTMLElement}
 */
const held = (one) => one instanceof HTMLElement && one !== document.body && one.isConnected
  && seen(one) && !one.matches(':disabled');

/** 看得见：占着地方，不在收着的里面。不用 ``checkVisibility``：WPS、信创系统的浏览器核心常没有。 @param {HTMLElement} one */
const seen = (one) => one.getClientRects().length > 0 && !one.closest('details:not([open]) > :not(summary)');

/** 这一块收起了，落在哪里。 @param {Element | null} part @returns {HTMLElement | null} */
function afterPart(part) {
  if (part?.id === 'plan') return afterPlan();
  if (part?.id === 'sides') return document.getElementById('make');
  return part?.id === 'open' ? document.getElementById('pick') : null;
}

/** 这一块里做同一件事的按钮：各处的“认可…”，各条的“撤回”。 @param {Element | null} part @param {HTMLElement} one */
const alike = (part, one) => [...part?.querySelectorAll('button') ?? []]
  .filter((each) => each.dataset.does !== undefined && each.dataset.does === one.dataset.does);

/**
 * 换了一批以后，同一个位置上的：做好了一处，就是下一处的；是末一处的，就是现在的末一处。
 * 收着的，落在展开它的那一行上；原来就展开着的，再展开。
 * @param {Element | null} part @param {HTMLElement} one @param {number} at
 */
function placed(part, one, at) {
  const every = alike(part, one);
  const next = every[Math.min(at, every.length - 1)];
  const folded = next?.closest('details:not([open])');
  if (!folded) return next;
  if (!one.closest('details')) return folded.querySelector('summary');
  /** @type {HTMLDetailsElement} */ (folded).open = true;
  return next;
}
