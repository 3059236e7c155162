// @ts-check
// 窗格：按钮 → 问引擎 → 照回答列、写、存。宿主（拖进来的文件、WPS、Excel）会做的几样在各自的文件里。

import { droppedHost } from './dropped-host.js';
import { chosenEngine, Sentence } from './engine.js';
import { base64 } from './files.js';
import { button, countsSaid, line, listFindings } from './findings-view.js';
import { excelThere, officeHost } from './office-host.js';
import { claim } from './one-pane.js';
import { wpsApplication, wpsHost } from './wps-host.js';

/** @typedef {import('./contract').Acceptance} Acceptance */
/** @typedef {import('./contract').Answer} Answer */
/** @typedef {import('./contract').Checked} Checked */
/** @typedef {import('./contract').Edit} Edit */
/** @typedef {import('./contract').Engine} Engine */
/** @typedef {import('./contract').Finding} Finding */
/** @typedef {import('./contract').Host} Host */
/** @typedef {import('./contract').Request} Request */

// 打字停下这么久才重查。
const QUIET = 600;

/** @template {HTMLElement} T @param {string} id @returns {T} */
const part = (id) => /** @type {T} */ (document.getElementById(id));
/** @type {HTMLSelectElement} */ const profile = part('profile');
/** @type {HTMLSelectElement} */ const form = part('form');
/** @type {HTMLSelectElement} */ const level = part('level');
/** @type {HTMLButtonElement} */ const stop = part('stop');
const commands = ['check', 'score', 'fix', 'mark', 'clear', 'form'].map((id) => /** @type {HTMLButtonElement} */ (part(id)));

/** @type {Engine} */ let engine;
/** @type {Host} */ let host;
/** @type {AbortController | null} */ let running = null;
// 正做着一件；这中间又要重查的记着，做完再查。
let busy = false;
let recheckWanted = false;
/** @type {Checked | null} */ let checked = null;
/** @type {Acceptance[]} */ let accepted = [];
// 现在列着、认可着的是哪一个工作簿的。
let shownBook = '';
// 认可“错误”级的，理由至少几个字；引擎照样会查。
let shortestReason = 0;

/** @param {string} text @param {boolean} [wrong] */
function say(text, wrong = false) {
  const said = part('said');
  said.textContent = text;
  said.classList.toggle('wrong', wrong);
}

/** 一时只做一件，写完才算完：做着的时候又按的不算，同一处不会写两遍。 @param {() => Promise<void>} work */
async function alone(work) {
  if (busy) return;
  busy = true;
  for (const each of commands) each.disabled = true;
  try {
    await work();
  } finally {
    busy = false;
    for (const each of commands) each.disabled = false;
  }
  if (recheckWanted) await recheck();
}

/** 重查；正做着别的，做完再查。 */
async function recheck() {
  recheckWanted = busy;
  if (!busy) await alone(check);
}

/**
 * 问一次；停下的、出错的说一句，给出 ``null``。
 * @param {Omit<Request, 'schema' | 'workbook' | 'profile' | 'acceptances'>} wanted
 * @param {string} doing
 * @returns {Promise<Answer | null>}
 */
async function ask(wanted, doing) {
  running = new AbortController();
  stop.hidden = false;
  say(`正在${doing}…`);
  try {
    const workbook = await host.snapshot();
    if (!workbook) throw new Sentence('请先打开一个工作簿。');
    otherBook(host.which?.() ?? '');
    await claim(shownBook);
    const answer = await engine.ask({
      schema: 'perfxl.request/1', ...wanted, workbook, profile: profile.value, acceptances: accepted,
      live: host.apply !== undefined,
    }, running.signal);
    if (answer.error) throw new Sentence(answer.error);
    return answer;
  } catch (error) {
    tell(error);
    return null;
  } finally {
    running = null;
    stop.hidden = true;
  }
}

/** 换了一个工作簿的，前一个的问题、认可都不算。 @param {string} which */
function otherBook(which) {
  if (which === shownBook) return;
  shownBook = which;
  forget();
}

/** @param {unknown} error */
function tell(error) {
  if (error instanceof Sentence) {
    say(error.message, true);
  } else {
    console.error(error);
    say('窗格自己出了毛病，什么也没有改；请重新打开窗格再试。', true);
  }
}

async function check() {
  const answer = await ask({ command: 'check' }, '校验');
  if (!answer?.check || !answer.outcome) return;
  checked = answer.check;
  part('plan').hidden = true;
  list();
  const found = `${answer.said ?? ''}口径：${checked.profile}（${checked.profile_why}）。`;
  const unmarked = await marked(answer);
  if (unmarked !== null) say(`${found}${unmarked}`, unmarked !== '');
}

/** 标在开着的工作簿上；给出没有标成的一句话，出了错的为 ``null``。 @param {Answer} answer */
async function marked({ live }) {
  const mark = host.mark;
  if (!mark || !live) return '';
  return written(() => mark(live.marks, live.own_rules));
}

async function clear() {
  const answer = await ask({ command: 'clear' }, '清除标记');
  if (!answer) return;
  const left = await marked(answer);
  if (left !== null) say(left || answer.said || '标记都清掉了，您自己的颜色和批注还在。', left !== '');
}

function list() {
  if (!checked) return;
  const { findings } = checked;
  const least = /** @type {'error' | 'warning' | 'info'} */ (level.value);
  const canFix = host.apply !== undefined;
  const shown = listFindings(part('list'), findings, least, {
    go: host.go ? (finding) => void written(() => host.go?.(finding.sheet, finding.cells)) : null,
    fix: canFix ? (finding) => void alone(() => fixOne(finding)) : null,
    accept: askReason,
  });
  const left = findings.length - shown;
  part('found-title').textContent = `问题：${countsSaid(findings)}${left ? `（有${left}处没有列）` : ''}`;
  part('found').hidden = false;
}

async function score() {
  if (!host.apply) return save('scored', '评分');
  const answer = await ask({ command: 'score' }, '评分');
  if (!answer?.live) return;
  const { edits } = answer.live;
  const made = await written(() => host.apply?.(edits));
  if (made !== null) say(`${answer.said ?? ''}${made ? `填了${made}格。` : '表中的分与算出的相同，没有改动。'}`);
}

async function planFixes() {
  const answer = await ask({ command: 'fix' }, '找改得好的');
  if (!answer?.outcome) return;
  say(answer.said ?? '');
  listEdits(answer.outcome);
}

/** @param {import('./contract').Outcome} outcome */
function listEdits({ edits, left }) {
  part('edits').replaceChildren(...edits.map(planned), ...left.map(planned));
  part('plan').hidden = !edits.length;
  part('apply').textContent = host.apply ? '照这样改' : '照这样改一份副本';
  part('apply').onclick = () => void alone(() => applyFixes(JSON.stringify(edits)));
  if (edits.length) part('apply').focus();
}

/** @param {Edit} edit */
function planned(edit) {
  const item = line('li', '');
  item.append(`${edit.sheet}!${edit.cell} ${edit.what}：`, line('del', '', shown(edit.before.value)), ' → ');
  item.append(line('ins', '', shown(edit.after.value)));
  item.append(line('span', 'hint', edit.doubt ? `　要您自己改：${edit.doubt}` : `　${edit.because.join('、')}`));
  return item;
}

/** @param {import('./contract').Value} value */
const shown = (value) => (value === null || value === '' ? '（空）' : String(value));

/** @param {string} agreed 看过、同意了的改动 */
async function applyFixes(agreed) {
  part('plan').hidden = true;
  if (!host.apply) return save('fixed', '改正');
  // 看着的时候表可能又改过：再问一遍，一样的才写。
  const answer = await ask({ command: 'fix' }, '改正');
  if (!answer?.outcome || !answer.live) return;
  if (JSON.stringify(answer.outcome.edits) !== agreed) {
    listEdits(answer.outcome);
    say('这中间工作簿改过，要改的格不一样了；请再核对一遍。', true);
    return;
  }
  const { edits } = answer.live;
  const made = await written(() => host.apply?.(edits));
  if (made !== null) await check();
}

/** @param {Finding} finding */
async function fixOne(finding) {
  const answer = await ask({ command: 'fix' }, '改');
  const cells = new Set(finding.fixes.map((each) => each.cell));
  if (!answer) return;
  const edits = answer.live?.edits.filter((each) => each.sheet === finding.sheet && cells.has(each.cell)) ?? [];
  if (!edits.length) {
    say('这一处已经不用改了，或者要您核对后自己改；请再按一次“校验”。');
    return;
  }
  if ((await written(() => host.apply?.(edits))) !== null) await check();
}

/** @param {'marked' | 'fixed' | 'scored'} copy @param {string} doing */
async function save(copy, doing) {
  await saved(await ask({ command: 'copy', copy }, doing));
}

async function make() {
  const wanted = form.value;
  form.value = '';
  if (wanted) await saved(await ask({ command: 'make', form: wanted }, `生成${wanted}`));
}

/** @param {Answer | null} answer */
async function saved(answer) {
  const file = answer?.file;
  if (!file) return;
  const kept = await written(() => host.save(file));
  if (kept) say(`${answer?.said ?? ''}${kept}`);
}

/** 宿主写；写不成的说一句，给出 ``null``。
 * @template T
 * @param {() => Promise<T> | undefined} write
 */
async function written(write) {
  try {
    return (await write()) ?? null;
  } catch (error) {
    tell(error);
    return null;
  }
}

/** @param {Finding} finding */
function askReason(finding) {
  /** @type {HTMLDialogElement} */ const dialog = part('why');
  /** @type {HTMLTextAreaElement} */ const reason = part('reason');
  part('why-what').textContent = `${finding.sheet}!${finding.cells} ${finding.message}`;
  part('why-short').textContent = '';
  reason.value = '';
  part('why-no').onclick = () => dialog.close();
  part('why-yes').onclick = (event) => {
    event.preventDefault();
    const given = reason.value.trim();
    if (!given || (finding.severity === 'error' && given.replace(/\s/g, '').length < shortestReason)) {
      part('why-short').textContent = given
        ? `认可“错误”级的，理由至少写 ${shortestReason} 个字。` : '认可要写明理由。';
      reason.focus();
      return;
    }
    dialog.close();
    const { rule, sheet, cells } = finding;
    accepted = [...accepted, { rule, reason: given, sheet, cells }];
    listAccepted();
    void recheck();
  };
  dialog.showModal();
}

function listAccepted() {
  part('reasons').replaceChildren(...accepted.map((each) => {
    const item = line('li', '', `${each.rule}　${each.sheet}!${each.cells}：${each.reason}　`);
    item.append(button('撤回', `不再认可 ${each.rule} ${each.cells}`, () => {
      accepted = accepted.filter((other) => other !== each);
      listAccepted();
      void recheck();
    }));
    return item;
  }));
  if (accepted.length) {
    part('reasons').append(button('存为“校验认可.yaml”', '放在工作簿旁边，命令行和加载项也照它', () => {
      const text = accepted.map((each) => `- ${JSON.stringify(each)}\n`).join('');
      const content = base64(new TextEncoder().encode(text));
      void written(() => host.save({ name: '校验认可.yaml', content }));
    }));
  }
  part('accepted').hidden = !accepted.length;
}

function forget() {
  checked = null;
  accepted = [];
  listAccepted();
  for (const id of ['found', 'plan']) part(id).hidden = true;
}

function opened() {
  forget();
  void recheck();
}

/** @param {HTMLSelectElement} select @param {string[]} names */
function offer(select, names) {
  select.append(...names.map((name) => new Option(name, name)));
}

/** @param {number} largest 最大几 MB @returns {Promise<Host>} 窗格开在哪里 */
async function chosenHost(largest) {
  const app = wpsApplication();
  if (app) return wpsHost(app, largest);
  if (await excelThere()) return officeHost(largest);
  return droppedHost((text) => say(text, true), opened, largest);
}

/** 引擎的文件夹是别的版本留下的，说一句；不是的为空。 @param {string} engines */
function otherVersion(engines) {
  const own = document.querySelector('meta[name="perfxl-version"]')?.getAttribute('content') ?? '';
  return own === engines ? '' : `引擎是 ${engines} 的，网页是 ${own} 的，结果是 ${engines} 的；请让装窗格的人把两样换成同一版。`;
}

async function start() {
  say('正在打开引擎…');
  engine = await chosenEngine();
  const answer = await engine.ask({ schema: 'perfxl.request/1', command: 'about' });
  if (!answer.about) throw new Sentence(answer.error || '引擎没有回答，请重新打开窗格。');
  shortestReason = answer.about.shortest_reason;
  offer(profile, answer.about.profiles);
  offer(form, answer.about.forms);
  part('about').textContent = `perfxl ${answer.about.version}，${engine.said}`;
  const largest = answer.about.largest_workbook;
  host = await chosenHost(largest);
  part('check').onclick = () => void alone(check);
  part('score').onclick = () => void alone(score);
  part('fix').onclick = () => void alone(planFixes);
  part('mark').onclick = () => void alone(() => save('marked', '标注'));
  part('mark').hidden = host.mark !== undefined;
  part('clear').hidden = host.mark === undefined;
  part('clear').onclick = () => void alone(clear);
  part('leave').onclick = () => { part('plan').hidden = true; };
  stop.onclick = () => running?.abort();
  form.onchange = () => void alone(make);
  level.onchange = list;
  profile.onchange = () => { if (checked) void recheck(); };
  let waiting = 0;
  host.onChange?.(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (checked) void recheck(); }, QUIET);
  });
  const next = host.mark ? '请按“校验”。' : '请打开一个工作簿，再按“校验”。';
  const older = otherVersion(answer.about.version);
  say(older + next, older !== '');
}

start().catch(tell);
