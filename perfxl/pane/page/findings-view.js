// @ts-check
// 问题怎样列：一张表一组，次序、合并、标题都照引擎给的；一处一条，能跳到的格、能改的、能认可的都是按钮。

/** @typedef {import('./contract').Finding} Finding */
/** @typedef {import('./contract').ToldFinding} ToldFinding */

// 多过这么多行的表，自己上下滚，栏名总在上面。
const MANY_ROWS = 30;
// 一栏至少多宽，至多照这么多个字符算。
const WIDEST = 40;

const LEVELS = { error: '错误', warning: '提醒', info: '参考' };

/**
 * @typedef {object} Chosen
 * @property {((finding: Finding) => void) | null} go
 * @property {(finding: Finding) => void} fix
 * @property {string} fixSaid 改好一处的按钮上写的
 * @property {(finding: Finding) => void} accept
 * @property {boolean} [ofSeveral] 几个文件一起列的：按钮念出来连同文件名
 */

/**
 * 列出来。
 * @param {HTMLElement} list
 * @param {import('./contract').Listing} listing
 * @param {Finding[]} findings
 * @param {Chosen} chosen
 */
export function listFindings(list, listing, findings, chosen) {
  const opened = new Set(folded(list).filter((each) => each.open).map((each) => each.dataset.of));
  const ofSeveral = new Set(findings.map(({ file }) => file)).size > 1;
  list.replaceChildren(...listing.tables.map((table) => {
    const made = document.createElement('section');
    const items = document.createElement('ol');
    for (const told of table.findings) put(items, told, toldItem(told, findings, { ...chosen, ofSeveral }));
    made.append(line('h3', '', table.title), items);
    return made;
  }));
  // 看着的时候重查了，点开的还开着。
  for (const each of folded(list)) each.open = opened.has(each.dataset.of);
}

/** @param {HTMLElement} list @returns {HTMLDetailsElement[]} */
const folded = (list) => [...list.querySelectorAll('details')];

/** 牵连出来的缩在它的因下面。 @param {HTMLOListElement} items @param {ToldFinding} told @param {HTMLLIElement} item */
function put(items, told, item) {
  const cause = items.lastElementChild;
  if (!told.follows || !cause) {
    items.append(item);
    return;
  }
  let nested = cause.querySelector(':scope > ol');
  if (!nested) {
    nested = document.createElement('ol');
    nested.setAttribute('aria-label', '由它引起的');
    cause.append(nested);
  }
  nested.append(item);
}

/** @param {ToldFinding} told @param {Finding[]} findings @param {Chosen} chosen */
function toldItem(told, findings, chosen) {
  const [first, ...others] = told.findings.map((place) => /** @type {Finding} */ (findings[place]));
  return others.length ? togetherItem(told, [/** @type {Finding} */ (first), ...others], chosen)
    : findingItem(/** @type {Finding} */ (first), told, chosen);
}

/**
 * 同一条规则的许多处：一句话，各处收着。
 * @param {ToldFinding} told @param {Finding[]} findings @param {Chosen} chosen
 */
function togetherItem(told, findings, chosen) {
  const more = document.createElement('details');
  const each = document.createElement('ol');
  each.append(...findings.map((finding) => findingItem(finding, { ...finding, said: finding.message }, chosen)));
  more.dataset.of = placeOf('逐处看', /** @type {Finding} */ (findings[0]));
  more.append(line('summary', '', `逐处看（${findings.length}处）`), each);
  return item(told, line('p', 'hint', told.hint), more);
}

/** @param {string} what @param {Finding} finding */
const placeOf = (what, { rule, file, sheet }) => [rule, file, sheet, what].join(' ');

/** @param {{severity: Finding['severity'], said: string}} told @param {HTMLElement[]} below */
function item({ severity, said }, ...below) {
  const made = document.createElement('li');
  made.className = severity;
  const sentence = line('p', 'said');
  sentence.append(line('span', 'level', LEVELS[severity]), ' ', said);
  made.append(sentence, ...below);
  return made;
}

/**
 * @param {Finding} finding @param {{severity: Finding['severity'], said: string, cells: string}} told
 * @param {Chosen} chosen
 */
function findingItem(finding, told, chosen) {
  const where = `${finding.sheet}!${told.cells}`;
  const { go, fix, fixSaid } = chosen;
  const named = chosen.ofSeveral ? `${finding.file} ${where}` : where;
  const place = go ? button(where, `跳到 ${where}`, () => go(finding)) : line('span', 'basis', where);
  if (go) place.className = 'place';
  const ways = line('div', 'commands one');
  ways.append(place);
  if (finding.fixes.length) {
    const values = finding.fixes.map((each) => `${each.cell} 改成 ${each.value ?? '空'}`).join('，');
    ways.append(button(fixSaid, `改好：${values}`, () => fix(finding), 'fix', named));
  }
  ways.append(button('认可…', `认可这一处：${finding.rule} ${where}`, () => chosen.accept(finding), 'accept', named));
  const more = document.createElement('details');
  more.dataset.of = placeOf(finding.cells, finding);
  more.append(line('summary', '', '怎么办、依据'), ...finding.hint ? [line('p', 'hint', finding.hint)] : [],
    line('p', 'basis', `${finding.rule}${finding.basis ? `　依据：${finding.basis}` : ''}`));
  return item(told, ways, more);
}

/**
 * 一张清单列成表，收着，点开看；链到一格的能跳过去。
 * @param {import('./contract').List} list
 * @param {((sheet: string, cell: string) => void) | null} go
 * @param {boolean} [open] 不收着
 */
export function listTable(list, go, open = false) {
  const made = document.createElement('details');
  made.open = open;
  const frame = line('div', list.rows.length > MANY_ROWS ? 'table long' : 'table');
  frame.tabIndex = 0;
  frame.setAttribute('role', 'region');
  frame.setAttribute('aria-label', list.name);
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  head.append(...list.columns.map(({ title, width }) => {
    const made = line('th', '', title);
    // 话长的一栏宽些，照清单里写的列宽；放不下的横着滚。
    made.style.minWidth = `${Math.min(width, WIDEST) * 0.33}em`;
    return made;
  }));
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

/**
 * @param {string} text @param {string} told @param {() => void} pressed
 * @param {string} [does] 各处都有的一样，是哪一样 @param {string} [where] 是哪一处的，也念出来
 */
export function button(text, told, pressed, does, where) {
  const made = document.createElement('button');
  made.type = 'button';
  if (does) made.dataset.does = does;
  if (where) made.setAttribute('aria-label', `${text} ${where}`);
  made.textContent = text;
  made.title = told;
  made.addEventListener('click', pressed);
  return made;
}
