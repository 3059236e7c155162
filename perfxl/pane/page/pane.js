// @ts-check
// 窗格：按钮 → 问引擎 → 照回答列、写、存。宿主（拖进来的文件、WPS、Excel）会做的几样在各自的文件里。

import { listAccepted } from './accepted-view.js';
import { droppedHost } from './dropped-host.js';
import { chosenEngine } from './engine.js';
import { Sentence, Stopped } from './sentence.js';
import { base64 } from './files.js';
import { line, listFindings, listTable } from './findings-view.js';
import { excelThere, officeHost } from './office-host.js';
import { afterPlan, heldFocus, planDone, planOpenedBy } from './kept-focus.js';
import { claim } from './one-pane.js';
import { ownProfiles } from './own-profiles.js';
import { chosenSides, listSides, undecided } from './sides-view.js';
import { wpsApplication, wpsHost } from './wps-host.js';

/** @typedef {import('./contract').Acceptance} Acceptance */
/** @typedef {import('./contract').Answer} Answer */
/** @typedef {import('./contract').Checked} Checked */
/** @typedef {import('./contract').ChosenSide} ChosenSide */
/** @typedef {import('./contract').Edit} Edit */
/** @typedef {import('./contract').Engine} Engine */
/** @typedef {import('./contract').Finding} Finding */
/** @typedef {import('./contract').GivenCell} GivenCell */
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
const commands = ['check', 'score', 'fix', 'mark', 'clear', 'restore', 'form', 'make', 'profile'].map((id) => /** @type {HTMLButtonElement} */ (part(id)));

/** @type {Engine} */ let engine;
/** @type {Host} */ let host;
/** @type {import('./contract').OwnProfiles} */ let profiles;
/** @type {AbortController | null} */ let running = null;
// 正做着一件；这中间又要重查的记着，做完再查。
let busy = false;
let recheckWanted = false;
/** @type {Checked | null} */ let checked = null;
// 宿主没有地方存认可清单的，在这个窗口里记着。
let ownList = '';
// 现在列着的是哪一个工作簿的。
let shownBook = '';
// 换过几次工作簿、认可清单：换了以后才答的，答的是从前的。
let turn = 0;
// 换的时候做好的一件，查完了连同结果一起说。
let justDone = '';
// 由一起拖进来的几个合成一份的表，引擎说是哪几种。
/** @type {string[]} */ let gathered = [];
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
  const back = heldFocus();
  shownBusy(true);
  try {
    await work();
  } finally {
    busy = false;
    shownBusy(false);
  }
  back();
  if (recheckWanted) await recheck();
}

/** @param {boolean} is */
function shownBusy(is) {
  part('busy').hidden = !is;
  for (const each of commands) each.disabled = is;
}

/** 重查；正做着别的，做完再查。 */
async function recheck() {
  recheckWanted = busy;
  if (busy) return;
  const done = justDone;
  justDone = '';
  await alone(() => check(done));
}

/**
 * 问一次；停下的、出错的说一句，给出 ``null``。这中间换了工作簿的也是：答的是从前的。
 * @param {Omit<Request, 'schema' | 'workbook' | 'profile' | 'own_profile'>} wanted
 * @param {string} doing
 * @param {string} [done] 刚做好的，出错也先说它
 * @returns {Promise<Answer | null>}
 */
async function ask(wanted, doing, done = '') {
  const mine = turn;
  begin(doing);
  try {
    const workbook = await host.snapshot();
    if (!workbook) throw new Sentence('请先打开一个工作簿。');
    otherBook(host.which?.() ?? '');
    // 列着的是改过以前的：先照现在的再查一遍，接着做。
    if (host.reread?.() && !(await listedAgain(wanted.command))) return null;
    begin(doing);
    await claim(shownBook);
    const together = wanted.command === 'check' || gathered.includes(wanted.form ?? '');
    const others = together ? host.others?.() ?? [] : [];
    const folder = together && host.fromFolder?.();
    const root = host.root?.() ?? '';
    const within = wanted.acceptance_folder ?? host.listFolder?.() ?? '';
    const own = profiles.chosen();
    const answer = await engine.ask({
      schema: 'perfxl.request/1', ...wanted, workbook, ...own ? { own_profile: own } : { profile: profile.value },
      ...others.length ? { others } : {}, ...folder ? { from_folder: true } : {},
      acceptance_list: await listNow(), ...within ? { acceptance_folder: within } : {},
      ...host.listElsewhere?.() ? { acceptance_elsewhere: true } : {},
      ...host.listLoose?.() ? { acceptance_loose: true } : {}, ...root ? { root } : {},
      live: host.apply !== undefined,
    }, running?.signal);
    if (answer.error) throw new Sentence(answer.error);
    return mine === turn ? answer : null;
  } catch (error) {
    if (mine === turn) tell(error, done);
    return null;
  } finally {
    running = null;
    stop.hidden = true;
  }
}

/** @param {string} doing */
function begin(doing) {
  running ??= new AbortController();
  stop.hidden = false;
  say(`正在${doing}…`);
}

/** 列着的不再列，照现在的再列；没有查成的为假。 @param {import('./contract').Command} command */
async function listedAgain(command) {
  const listed = checked !== null && command !== 'check';
  forget();
  if (listed) await check();
  return !listed || checked !== null;
}

/** 换了一个工作簿的，前一个的问题不算。 @param {string} which */
function otherBook(which) {
  if (which === shownBook) return;
  shownBook = which;
  forget();
}

/** @param {unknown} error @param {string} [done] 刚做好的 */
function tell(error, done = '') {
  if (error instanceof Sentence) {
    say(done + error.message, !(error instanceof Stopped));
  } else {
    console.error(error);
    say('窗格自己出了毛病，什么也没有改；请重新打开窗格再试。', true);
  }
}

/** @param {string} [done] 刚做好的，先说它 @param {boolean} [wrong] 说的是毛病 */
async function check(done = '', wrong = false) {
  const answer = await ask({ command: 'check' }, '校验', done);
  if (!answer?.check || !answer.outcome) return;
  const fault = answer.check.list_fault;
  if (fault && host.keepFormerList?.()) {
    await check(`${fault}没有收，还是照原来的一份。`, true);
    return;
  }
  checked = answer.check;
  host.listIsIn?.(checked.list_folder);
  part('plan').hidden = true;
  part('sides').hidden = true;
  list();
  part('told').replaceChildren(...checked.told.map((each) => line('li', '', each)));
  part('told').hidden = !checked.told.length;
  const accepted = listAccepted(part('reasons'), checked.listed_acceptances,
    (entry) => void alone(() => changeList('withdraw', entry)));
  const emptied = !accepted && host.unsaved?.() === true;
  if (emptied) part('reasons').replaceChildren(line('p', 'hint', '都撤回了；存下的是空的清单，换掉原来的那一份。'));
  part('accepted').hidden = !accepted && !emptied;
  // 拖进来的，引擎照命令行的话已经说了。
  const standard = host.apply === undefined ? '' : `口径：${checked.profile}（${checked.profile_why}）。`;
  const found = `${fault ? '' : done}${answer.said ?? ''}${standard}`;
  const unmarked = await marked(answer);
  if (unmarked !== null) say(`${found}${unmarked}`, wrong || fault !== '' || unmarked !== '');
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
  const listing = checked?.listings.find((each) => each.level === level.value);
  if (!checked || !listing) return;
  listFindings(part('list'), listing, checked.findings, {
    go: host.go ? (finding) => void written(() => host.go?.(finding.sheet, finding.cells)) : null,
    fix: (finding) => void alone(() => fixOne(finding)),
    fixSaid: host.apply ? '改好' : '改好…',
    accept: askReason,
  });
  part('found-title').textContent = listing.title;
  part('found').hidden = false;
}

async function score() {
  const answer = await ask({ command: 'score' }, '评分');
  if (!answer?.outcome) return;
  explain(answer.outcome.lists);
  if (!host.apply && answer.outcome.edits.length) return save('scored', '评分');
  if (!answer.live || !answer.outcome.edits.length) return say(answer.said ?? '');
  const made = await applied(answer.live);
  if (made !== null) say(`${answer.said ?? ''}填了${made}格，${kept(answer.live)}`);
}

/**
 * 每一分怎么来的、改了哪些格，列在下面。
 * @param {import('./contract').List[]} lists @param {boolean} [open] 不收着
 * @param {string} [of] 几个里面，说的是哪一个
 */
function explain(lists, open = false, of = host.oneOfSeveral?.() ?? '') {
  const go = host.go;
  part('lists').replaceChildren(...lists.map((each) => listTable(of ? { ...each, heading: `${of} · ${each.heading}` } : each,
    go ? (sheet, cell) => void written(() => go(sheet, cell)) : null, open)));
  part('lists').hidden = !lists.length;
}

/** 照着写；给出写了几格，写不成的为 ``null``。 @param {import('./contract').Live} live */
function applied({ edits, record }) {
  return written(() => host.apply?.(edits, record));
}

/** 原来的内容记在哪里，一句话。 @param {import('./contract').Live} live */
const kept = ({ record }) => (record ? `原内容记在“${record.sheet}”表，“还原”可以放回。` : '');

async function restore() {
  const answer = await ask({ command: 'restore' }, '还原');
  if (!answer?.live) return;
  const made = await applied(answer.live);
  if (made === null) return;
  if (checked && made) await check(answer.said);
  else say(answer.said ?? '', !made);
}

/** @param {GivenCell[]} [only] 只改这几格；不写的，能改的都列 */
async function planFixes(only = []) {
  planOpenedBy(only.length ? document.activeElement : null);
  const answer = await ask({ command: 'fix', ...only.length ? { only } : {} }, '找改得好的');
  if (!answer?.outcome) return;
  const { edits, left } = answer.outcome;
  say(only.length && !edits.length ? notMended(left) : answer.said ?? '');
  listEdits(answer.outcome, only);
}

/** 那一处改不了的，一句话。 @param {Edit[]} left */
const notMended = ([first]) => (first ? `${first.sheet}!${first.cell} 没有改：${first.doubt}。`
  : '这一处已经不用改了，或者要与别的文件一起核对；请再按一次“校验”。');

/** @param {import('./contract').Outcome} outcome @param {GivenCell[]} only */
function listEdits({ edits, left }, only) {
  part('edits').replaceChildren(...edits.map(planned), ...left.map(planned));
  part('plan').hidden = !edits.length;
  part('apply').textContent = host.apply ? '照这样改' : '照这样改一份副本';
  part('apply').onclick = () => void alone(() => applyFixes(JSON.stringify(edits), only));
  if (edits.length) part('plan-title').focus();
}

/** 一格也没有改，回到问题。 */
function leavePlan() {
  part('plan').hidden = true;
  say('没有改。');
  afterPlan()?.focus();
}

/** 格里看到的字：原来的、要写的；留给人改的是算出来的。 @param {Edit} edit */
function planned(edit) {
  const item = line('li', '');
  const before = edit.before_shown || '（空）';
  item.append(`${edit.sheet}!${edit.cell} ${edit.what}：`);
  if (edit.doubt) {
    item.append(before, line('span', 'hint', `　要您自己改：${edit.doubt}${edit.shown ? `，算出来是 ${edit.shown}` : ''}`));
  } else {
    item.append(line('del', '', before), ' → ', line('ins', '', edit.shown || '（空）'));
    item.append(line('span', 'hint', `　${[edit.because.join('、'), ...edit.remarks ?? []].join('；')}`));
  }
  return item;
}

/** @param {string} agreed 看过、同意了的改动 @param {GivenCell[]} only */
async function applyFixes(agreed, only) {
  part('plan').hidden = true;
  if (!host.apply) return applyToCopy(agreed, only);
  // 看着的时候表可能又改过：再问一遍，一样的才写。
  const answer = await ask({ command: 'fix' }, '改正');
  if (!answer?.outcome || !answer.live) return;
  if (differs(answer.outcome, agreed, only)) return;
  const made = await applied(answer.live);
  if (made === null) return;
  explain(answer.outcome.lists, true);
  await check(`改好${made}格，${kept(answer.live)}`);
}

/** @param {string} agreed @param {GivenCell[]} only */
async function applyToCopy(agreed, only) {
  const answer = await ask({ command: 'copy', copy: 'fixed', ...only.length ? { only } : {} }, '改正');
  if (!answer?.outcome || differs(answer.outcome, agreed, only)) return;
  await saved(answer);
  planDone();
}

/** 与同意了的不一样的，重新列出来，说一句。
 * @param {import('./contract').Outcome} outcome @param {string} agreed @param {GivenCell[]} only
 */
function differs(outcome, agreed, only) {
  if (JSON.stringify(outcome.edits) === agreed) return false;
  listEdits(outcome, only);
  say('这中间工作簿改过，要改的格不一样了；请再核对一遍。', true);
  return true;
}

/** @param {Finding} finding */
async function fixOne(finding) {
  const only = finding.fixes.map(({ cell }) => ({ sheet: finding.sheet, cell }));
  // 写副本的，与“全部改好”一样先列出来。
  if (!host.apply) {
    const chosen = await written(async () => host.choose?.(finding.file) ?? true);
    return chosen ? planFixes(only) : undefined;
  }
  const answer = await ask({ command: 'fix', only }, '改');
  if (!answer?.live || !answer.outcome) return;
  if (!answer.live.edits.length) return say(notMended(answer.outcome.left));
  const made = await applied(answer.live);
  if (made !== null) await check(`改好${made}格，${kept(answer.live)}`);
}

/** @param {'marked' | 'fixed' | 'scored'} copy @param {string} doing */
async function save(copy, doing) {
  await saved(await ask({ command: 'copy', copy }, doing));
}

/** 选好了才做。 */
function makeChosen() {
  if (form.value || busy) return void alone(() => make());
  say('请先选要成的是哪一种表，再按“生成”。');
  form.focus();
}

/** @param {ChosenSide[]} [sides] 哪一个是年初的，人定的；不写的由引擎看，说不准的问 */
async function make(sides = []) {
  const wanted = form.value;
  /** @type {HTMLInputElement} */ const pdf = part('pdf');
  const answer = await ask({ command: 'make', form: wanted, pdf: pdf.checked, ...sides.length ? { sides } : {} }, `生成${wanted}`);
  part('sides').hidden = !answer?.sides;
  if (answer?.sides) return askSides(answer.sides, answer.said ?? '');
  const others = gathered.includes(wanted) ? 0 : host.others?.().length ?? 0;
  await saved(answer, others ? `只由选着的一个生成，别的${others}个不在里面。` : '');
}

/** @param {import('./contract').AskedSide[]} sides @param {string} said */
function askSides(sides, said) {
  const list = part('side-list');
  listSides(list, sides);
  part('make-sides').onclick = () => {
    const blank = undecided(list);
    if (blank) {
      say(`“${blank.dataset.file}”还没有定是年初的、调整后的，还是不用。`, true);
      blank.focus();
    } else if (form.value) {
      void alone(() => make(chosenSides(list)));
    }
  };
  say(said);
  part('sides-title').focus();
}

/** 一张也没有生成，回到“生成”。 */
function leaveSides() {
  part('sides').hidden = true;
  say('没有生成。');
  part('make').focus();
}

/** @param {Answer | null} answer @param {string} [more] 另要说的 */
async function saved(answer, more = '') {
  const file = answer?.file;
  if (!file) return;
  const together = gathered.includes(answer.command === 'make' ? form.value : '');
  const of = together ? '' : host.oneOfSeveral?.() ?? '';
  // 有同名的，下载下来也分得清哪一份是谁的。
  const name = `${of && host.hasNamesake?.() ? of.split('/').slice(0, -1).map((each) => `${each} `).join('') : ''}${file.name}`;
  const kept = await written(() => host.save({ ...file, name }));
  if (!kept) return;
  say(`${of && `“${of}”：`}${answer.said ?? ''}${more}${kept}`);
  if (answer.outcome?.edits.length) explain(answer.outcome.lists, true);
  else if (answer.command === 'make') explain(answer.outcome?.lists ?? [], false, of);
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
  const beyond = host.beyondList?.(finding.file);
  if (beyond) return say(beyond, true);
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
    const { rule, file, sheet, cells } = finding;
    void alone(() => changeList('accept', { rule, reason: given, file, sheet, cells }));
  };
  dialog.showModal();
}

/**
 * 认可一处，或者撤回一条：认可清单换成新的一份，再查一遍。
 * @param {'accept' | 'withdraw'} command @param {Acceptance} acceptance
 */
async function changeList(command, acceptance) {
  // 还没有清单的，就记在这个文件旁边；有了的，只管它旁边的（引擎会说）。
  const folder = host.listFolder && command === 'accept' && !(await listNow()).trim()
    ? (acceptance.file ?? '').split('/').slice(0, -1).join('/') : host.listFolder?.() ?? '';
  const wanted = { command, acceptances: [acceptance], ...folder ? { acceptance_folder: folder } : {} };
  const answer = await ask(wanted, command === 'accept' ? '认可' : '撤回');
  if (!answer?.file) return;
  const text = textOf(answer.file);
  const where = await written(async () => {
    if (host.keepAcceptances) return host.keepAcceptances(text, folder);
    ownList = text;
    return '';
  });
  if (where === null) return;
  const done = command === 'accept' ? '已认可' : '不再认可';
  await check(where ? `${done}，${where}` : `${done}。`);
}

/** 认可清单现在的样子。 */
const listNow = async () => (host.acceptances ? host.acceptances() : ownList);

/** @param {import('./contract').FileJson} file */
const textOf = (file) => new TextDecoder().decode(
  Uint8Array.from(atob(file.content), (each) => each.charCodeAt(0)));

async function saveList() {
  const text = await listNow();
  const content = base64(new TextEncoder().encode(text));
  const said = await written(() => host.save({ name: '校验认可.yaml', content }));
  if (!said) return;
  host.listSaved?.();
  const folder = host.listFolder?.() || host.root?.() || '';
  say(`${said}放在${folder && `“${folder}”里、`}工作簿旁边，命令行、加载项也照它。`);
}

function forget() {
  checked = null;
  for (const id of ['found', 'plan', 'sides', 'accepted', 'lists', 'told']) part(id).hidden = true;
  /** @type {HTMLDialogElement} */ (part('why')).close();
}

/** 换了工作簿、认可清单。 @param {string} done 刚做好的一件 */
function opened(done) {
  turn += 1;
  justDone = done;
  forget();
  void recheck();
}

/** @param {HTMLSelectElement} select @param {string[]} names */
function offer(select, names) {
  select.append(...names.map((name) => new Option(name, name)));
}

/** @param {boolean} inExcel @param {import('./contract').About} about @returns {Host} 窗格开在哪里 */
function chosenHost(inExcel, { largest_workbook: largest, most_workbooks: most }) {
  const app = wpsApplication();
  if (app) return wpsHost(app, largest);
  if (inExcel) return officeHost(largest);
  return droppedHost((text, wrong = true) => say(text, wrong), opened, { largest, most }, profiles);
}

/** 引擎的文件夹是别的版本留下的，说一句；不是的为空。 @param {string} engines */
function otherVersion(engines) {
  const own = document.querySelector('meta[name="perfxl-version"]')?.getAttribute('content') ?? '';
  return own === engines ? '' : `引擎是 ${engines} 的，网页是 ${own} 的，结果是 ${engines} 的；请让装窗格的人把两样换成同一版。`;
}

// 核心旧的，写法认得而这两样没有，用到一半才出错。
const tooOld = () => !('showModal' in part('why')) || !('replaceChildren' in Element.prototype);

async function start() {
  if (tooOld()) throw new Sentence('这里的浏览器核心太旧，窗格开不了；请换新的浏览器，或在命令行里用 perfxl check。');
  say('正在打开引擎…');
  part('busy').hidden = false;
  // Office 要网页一打开就应它一声，不等引擎。
  const [chosen, inExcel] = await Promise.all([chosenEngine(), excelThere()]);
  engine = chosen;
  const answer = await engine.ask({ schema: 'perfxl.request/1', command: 'about' });
  if (!answer.about) throw new Sentence(answer.error || '引擎没有回答，请重新打开窗格。');
  shortestReason = answer.about.shortest_reason;
  gathered = answer.about.gathered ?? [];
  offer(profile, answer.about.profiles);
  offer(form, answer.about.forms);
  part('about').textContent = `perfxl ${answer.about.version}，${engine.said}`;
  part('as-pdf').hidden = !answer.about.pdf;
  profiles = ownProfiles(profile, engine);
  host = chosenHost(inExcel, answer.about);
  part('check').onclick = () => void alone(() => check());
  part('score').onclick = () => void alone(score);
  part('fix').onclick = () => void alone(() => planFixes());
  part('mark').onclick = () => void alone(() => save('marked', '标注'));
  part('mark').hidden = host.mark !== undefined;
  part('clear').hidden = host.mark === undefined;
  part('clear').onclick = () => void alone(clear);
  part('restore').hidden = host.apply === undefined;
  part('restore').onclick = () => void alone(restore);
  part('save-list').hidden = host.listBeside === true;
  part('save-list').onclick = () => void saveList();
  part('leave').onclick = leavePlan;
  part('leave-sides').onclick = leaveSides;
  addEventListener('keydown', ({ key }) => {
    const asking = /** @type {HTMLDialogElement} */ (part('why')).open;
    if (key !== 'Escape' || busy || asking) return;
    if (!part('plan').hidden) leavePlan();
    else if (!part('sides').hidden) leaveSides();
  });
  stop.onclick = () => running?.abort();
  part('make').onclick = makeChosen;
  // 上下键只是选；选好了按回车，与按“生成”一样。
  form.onkeydown = (event) => {
    if (event.key !== 'Enter' || !form.value) return;
    event.preventDefault();
    makeChosen();
  };
  form.onchange = () => { part('sides').hidden = true; };
  level.onchange = list;
  profile.onchange = () => { if (checked) void recheck(); };
  let waiting = 0;
  host.onChange?.(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (checked) void recheck(); }, QUIET);
  });
  const next = host.mark ? '请按“校验”。' : '请打开一个工作簿，再按“校验”。';
  // 在这里认可的没有存下，就要关掉、刷新的，浏览器先问一声。
  addEventListener('beforeunload', (event) => {
    if (!host.unsaved?.()) return;
    event.preventDefault();
    event.returnValue = true;
  });
  const older = otherVersion(answer.about.version);
  shownBusy(false);
  say(older + (engine.told ?? '') + next, older !== '');
}

start().catch(tell).finally(() => { part('busy').hidden = true; });
