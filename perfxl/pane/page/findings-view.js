// @ts-check
// 问题怎样列：因在前，果缩在它下面；一处一条，能跳到的格、能改的、能认可的都是按钮。

/** @typedef {import('./contract').Finding} Finding */

const LEVELS = { error: '错误', warning: '提醒', info: '参考' };
const RANKS = { error: 0, warning: 1, info: 2 };

/**
 * @typedef {object} Chosen
 * @property {((finding: Finding) => void) | null} go
 * @property {((finding: Finding) => void) | null} fix
 * @property {(finding: Finding) => void} accept
 * @property {boolean} several 几个文件的，要说是哪一个
 */

/** @param {Finding[]} findings */
export function countsSaid(findings) {
  const counts = Object.entries(LEVELS)
    .map(([level, label]) => [label, findings.filter((each) => each.severity === level).length])
    .filter(([, number]) => number)
    .map(([label, number]) => `${label}${number}处`);
  return counts.join('、') || '没有发现问题';
}

/**
 * 列出来；给出列了几处。``least`` 是只列这一级和更重的，果比因重的，因也列着。
 * @param {HTMLElement} list
 * @param {Finding[]} findings
 * @param {keyof typeof RANKS} least
 * @param {Chosen} chosen
 */
export function listFindings(list, findings, least, chosen) {
  const inside = findings.map((_, place) =>
    findings.map((each, other) => (each.caused_by === place ? other : -1)).filter((each) => each >= 0));
  let shown = 0;
  /** @param {number} place @returns {boolean} */
  const wanted = (place) =>
    RANKS[of(findings, place).severity] <= RANKS[least] || (inside[place] ?? []).some(wanted);
  /** @param {number} place @returns {HTMLLIElement} */
  const item = (place) => {
    shown += 1;
    const made = findingItem(of(findings, place), chosen);
    const below = (inside[place] ?? []).filter(wanted);
    if (below.length) {
      const nested = document.createElement('ol');
      nested.setAttribute('aria-label', '由它引起的');
      nested.append(...below.map(item));
      made.append(nested);
    }
    return made;
  };
  const tops = findings.map((_, place) => place).filter((place) =>
    of(findings, place).caused_by === null && wanted(place));
  list.replaceChildren(...tops.map(item));
  return shown;
}

/** @param {Finding[]} findings @param {number} place */
function of(findings, place) {
  return /** @type {Finding} */ (findings[place]);
}

/** @param {Finding} finding @param {Chosen} chosen */
function findingItem(finding, chosen) {
  const item = document.createElement('li');
  item.className = finding.severity;
  const said = line('p', 'said');
  said.append(line('span', 'level', LEVELS[finding.severity]), ' ', finding.message);
  const where = `${chosen.several ? `${finding.file} ` : ''}${finding.sheet}!${finding.cells}`;
  const { go, fix } = chosen;
  const place = go ? button(where, `跳到 ${where}`, () => go(finding)) : line('span', 'basis', where);
  if (go) place.className = 'place';
  const ways = line('div', 'commands one');
  ways.append(place);
  if (fix && finding.fixes.length) {
    const values = finding.fixes.map((each) => `${each.cell} 改成 ${each.value ?? '空'}`).join('，');
    ways.append(button('改好', `改好：${values}`, () => fix(finding)));
  }
  ways.append(button('认可…', `认可这一处：${where}`, () => chosen.accept(finding)));
  const more = document.createElement('details');
  more.append(line('summary', '', '怎么办、依据'), ...finding.hint ? [line('p', 'hint', finding.hint)] : [],
    line('p', 'basis', `${finding.rule}${finding.basis ? `　依据：${finding.basis}` : ''}`));
  item.append(said, ways, more);
  return item;
}

/**
 * 一张清单列成表，收着，点开看；链到一格的能跳过去。
 * @param {import('./contract').List} list
 * @param {((sheet: string, cell: string) => void) | null} go
 */
export function listTable(list, go) {
  const made = document.createElement('details');
  const frame = line('div', 'table');
  frame.tabIndex = 0;
  frame.setAttribute('role', 'region');
  frame.setAttribute('aria-label', list.name);
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  head.append(...list.columns.map(({ title }) => line('th', '', title)));
  const body = table.createTBody();
  list.rows.forEach((row, at) => {
    const link = list.links[at];
    body.insertRow().append(...row.map((value, column) => {
      const cell = line('td', '', String(value ?? ''));
      // 窄的一栏里没有表头，各格自己带着栏名。
      cell.dataset.title = `${list.columns[column]?.title ?? ''} `;
      if (link?.cell && column === list.link_column - 1) {
        const where = `${link.sheet}!${link.cell}`;
        cell.replaceChildren(go ? button(link.cell, `跳到 ${where}`, () => go(link.sheet, link.cell)) : link.cell);
      }
      return cell;
    }));
  });
  frame.append(table);
  made.append(line('summary', '', list.heading), frame);
  return made;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 */
export function line(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** @param {string} text @param {string} told @param {() => void} pressed */
export function button(text, told, pressed) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.title = told;
  made.addEventListener('click', pressed);
  return made;
}
