// @ts-check
// 宿主：拖进网页的文件。原来的文件不改，写好的副本下载下来。

import { Sentence } from './sentence.js';
import { droppedFiles, pickedFiles } from './dropped-files.js';
import { base64, download } from './files.js';
import { heldFocus } from './kept-focus.js';

/** @typedef {import('./contract').Host} Host */
/** @typedef {import('./contract').GivenFile} GivenFile */
/** @typedef {import('./dropped-files').Found} Found */
/** @typedef {import('./contract').OwnProfiles} OwnProfiles */
/** @typedef {import('./contract').GivenText} GivenText */

const YAML = /\.ya?ml$/i;
// 命令行认的就是这一个名字；别的 .yaml 看内容。
const LIST = '校验认可.yaml';
// 记事本另存的，后面又添了一个。
const MISNAMED = /\.ya?ml\.txt$/i;
const BOOK = /\.(xlsx|xlsm|xls|et|xlsb)$/i;
// 与引擎收的一样大。
const LARGEST_LIST = 1024 * 1024;
const UNSAVED = '在这里认可的还没有存成“校验认可.yaml”';

/**
 * @typedef {object} Limits
 * @property {number} largest 合起来最大几 MB
 * @property {number} most 一次最多几个
 */

/**
 * @typedef {object} Taken
 * @property {[GivenFile, Found][]} books
 * @property {string | null} text 认可清单的内容；没有的为 ``null``
 * @property {string} name 清单的名字
 * @property {string} within 清单在哪个下级里
 * @property {[string, GivenText][]} own 口径，各连同它自己的名字
 * @property {string} left 没有收的，各一句话
 */

/**
 * @param {(said: string, wrong?: boolean) => void} say
 * @param {(done: string) => void} opened 换了一个工作簿，或者换了认可清单；刚做好的先说
 * @param {Limits} limits
 * @param {OwnProfiles} profiles
 * @returns {Host}
 */
export function droppedHost(say, opened, { largest, most }, profiles) {
  /** @type {GivenFile[]} */
  let held = [];
  // 各从哪里读的，与 held 一一相应。
  /** @type {Found[]} */
  let sources = [];
  // 上一次看的时候，有拖进来以后改过、又读了一遍的。
  let reread = false;
  let fromFolder = false;
  // 现在这些文件从哪里来：哪一个文件夹，或者第几次拖进来的。
  let base = '';
  // 拖进来的那一个文件夹叫什么；不止一个的为空。
  let root = '';
  // 拖进来的“校验认可.yaml”，连同在这里认可的；只在这个网页里记着。
  let list = '';
  let listName = '';
  // 它在哪里，从 base 写起；还没有工作簿的为 null，归接着拖进来的。
  /** @type {string | null} */
  let listHome = null;
  // 换上现在这一份以前的；现在这一份有误就放回它。
  /** @type {{text: string, name: string, home: string | null} | null} */
  let replaced = null;
  // 上一次拖进来、存下的样子。
  let kept = '';
  const unsaved = () => list.trim() !== kept.trim();
  // 没有存下就按了一次“不用它”。
  let warned = false;
  const mostBytes = largest * 1024 * 1024;
  // 收第几次：正读着又拖进来的，前一次的不算。
  let turn = 0;
  const drop = /** @type {HTMLLabelElement} */ (document.getElementById('drop'));
  const pick = /** @type {HTMLInputElement} */ (document.getElementById('pick'));
  const pickFolder = /** @type {HTMLInputElement} */ (document.getElementById('pick-folder'));
  const which = /** @type {HTMLSelectElement} */ (document.getElementById('which'));
  const shown = /** @type {HTMLElement} */ (drop.querySelector('span'));
  const listShown = /** @type {HTMLElement} */ (document.getElementById('list-held'));
  const chosen = () => Math.max(0, which.selectedIndex);

  /** @param {Promise<import('./dropped-files').Dropped>} given */
  async function take(given) {
    turn += 1;
    const mine = turn;
    say('正在读…', false);
    try {
      const dropped = await given;
      const taken = await read(dropped);
      if (mine !== turn) return;
      if (typeof taken === 'string') say(held.length ? `${taken}列着的还是先前的（${shown.textContent}）。` : taken);
      else keep(taken, dropped);
    } catch (error) {
      console.warn(error);
      if (mine === turn) say('有的文件读不出来（挪走了、改过了，或者没有权限），没有收；请再拖一次。');
    }
  }

  /**
   * 读出来；不收的给出一句话。
   * @param {import('./dropped-files').Dropped} dropped
   * @returns {Promise<string | Taken>}
   */
  async function read({ found, alike }) {
    if (alike) {
      return `“${alike}”：不在一个文件夹里而同名的两个，浏览器给的就是这样的名字，分不清哪一个是哪一个，什么也没有收；`
        + '请把它们所在的文件夹（文件夹也同名的，上一级）一起拖进来。';
    }
    const lists = found.filter(({ file }) => file.name === LIST);
    const others = found.filter(({ file: { name } }) => name !== LIST && YAML.test(name));
    // 文件夹里夹着的别的文件不看；写明的照收，读不了的由引擎说。
    const given = found.filter(({ file: { name }, loose }) => !YAML.test(name)
      && (loose || (BOOK.test(name) && !/^(~\$|\.)/.test(name))));
    const books = given.filter(({ file }) => file.size <= mostBytes);
    const large = given.filter((each) => !books.includes(each)).map(({ file }) => `“${file.name}”`);
    const tooLarge = large.length ? `${large.join('、')}超过 ${largest} MB，窗格不读；请在命令行里用 perfxl check 看它。` : '';
    const { own: profileFiles, said: unused } = await recognised(others);
    const left = `${unused}${tooLarge}`;
    const nothing = !lists.length && !books.length;
    if (nothing && left && !profileFiles.length) return left;
    const said = nothing && profileFiles.length ? '' : refused(lists, books);
    if (said) return `${unused}${said}`;
    const [own] = lists;
    const text = own ? utf8(await own.file.arrayBuffer()) : '';
    if (own && text === null) return notText(own.file.name);
    return {
      books: await Promise.all(books.map(async (each) => /** @type {[GivenFile, Found]} */ ([await contentOf(each), each]))),
      text: own ? text : null,
      name: own?.file.name ?? '',
      within: own?.folder ?? '',
      own: profileFiles,
      left,
    };
  }

  /**
   * @param {Taken} taken
   * @param {import('./dropped-files').Dropped} dropped
   */
  function keep({ books, text, name, within, own, left }, dropped) {
    // 文件夹里夹着的、一次不止一份的，用哪一份由人选：命令行看文件夹也不用里面的口径。
    const used = own.length === 1 && !dropped.fromFolder;
    for (const each of own) profiles.keep(...each, used);
    if (books.length) {
      fromFolder = dropped.fromFolder;
      root = dropped.root;
      base = root || `${DROP}${turn}`;
      show(books);
    }
    if (text !== null) {
      replaced = list.trim() ? { text: list, name: listName, home: listHome } : null;
      const from = dropped.root || (held.length ? base : null);
      listHome = from === null ? null : homeIn(from, within);
      showList(text, name, true);
    } else {
      if (held.length) listHome ??= base;
      showList(list, listName, false);
    }
    const added = own.map(([called, file]) => `口径“${called}”（${file.name}）收下了${used ? '' : '，没有用；要用的请在“口径”里选'}。`).join('');
    const going = books.length && list.trim() && !listElsewhere() ? '接着照先前的认可清单。' : '';
    const done = left + added + (text === null ? going : `认可清单“${name}”收下了。`);
    if (held.length) opened(done);
    else say(`${done}请再打开工作簿。`, false);
  }

  /**
   * 不叫“校验认可.yaml”的各份 .yaml：是口径的，和别的为什么没有用。
   * @param {Found[]} others
   * @returns {Promise<{own: [string, GivenText][], said: string}>}
   */
  async function recognised(others) {
    /** @type {[string, GivenText][]} */ const own = [];
    let said = '';
    for (const { file } of others) {
      const text = file.size > LARGEST_LIST ? null : utf8(await file.arrayBuffer());
      if (file.size > LARGEST_LIST) said += tooLong(file.name);
      else if (text === null) said += notText(file.name);
      else {
        const given = { name: file.name, text };
        const { name, why } = await profiles.recognised(given).catch(saidOnly);
        if (name) own.push([name, given]);
        else said += why;
      }
    }
    return { own, said };
  }

  // 清单在现在拖进来的文件夹的哪一个下级里；先前拖进来的别处的，不管现在的这些。
  const listFolder = () => partOf(base, held, listHome) ?? '';
  const listElsewhere = () => list.trim() !== '' && partOf(base, held, listHome) === null;

  // 与几个文件夹一起拖进来的，自己在哪里不知道。
  const listLoose = () => fromFolder && listHome === base && base.startsWith(DROP);

  /** 各个文件现在的样子：拖进来以后改过的再读一遍，读不到的说一句。 */
  async function readAgain() {
    const before = sources;
    const now = await Promise.all(before.map(freshOf));
    const contents = await Promise.all(now.map(async (each, at) => (
      each === before[at] ? /** @type {GivenFile} */ (held[at]) : contentOf(each))));
    // 这中间又拖来了别的：后来的刚读过。
    if (sources !== before) return;
    reread = now.some((each, at) => each !== before[at]);
    held = contents;
    sources = now;
  }

  /** @param {[GivenFile, Found][]} books */
  function show(books) {
    const inOrder = [...books].sort(([one], [other]) => (nameOf(one) < nameOf(other) ? -1 : 1));
    held = inOrder.map(([each]) => each);
    sources = inOrder.map(([, each]) => each);
    const [first] = held;
    shown.textContent = held.length > 1 ? `${held.length} 个工作簿` : first?.name ?? '';
    which.replaceChildren(...held.map((each) => new Option(nameOf(each))));
    /** @type {HTMLElement} */ (document.getElementById('one-of')).hidden = held.length < 2;
  }

  /** @param {string} text @param {string} name 拖进来、存下的叫什么 @param {boolean} saved 就是磁盘上的样子 */
  function showList(text, name, saved) {
    list = text;
    listName = name;
    if (saved) kept = text;
    warned = false;
    const changed = unsaved() ? '，在这里又改过，还没有存' : '';
    const where = listElsewhere() && !listHome?.startsWith(DROP) ? listHome ?? '' : listFolder();
    const only = listElsewhere() ? '；它管的是先前拖进来的，不管现在的这些' : '';
    const said = name ? `认可清单：“${nameOf({ name, folder: where })}”${changed}${only}。` : `${UNSAVED}${only}。`;
    /** @type {HTMLElement} */ (listShown.querySelector('span')).textContent = said;
    listShown.hidden = !text.trim();
  }

  /** 拖进来的、在这里认可的都不要了；没有存下的，再按一次才不要。 */
  function putListBack() {
    if (unsaved() && !warned) {
      warned = true;
      say(`${UNSAVED}；不要了，再按一次“不用它”。`);
      return;
    }
    listHome = null;
    const back = heldFocus();
    showList('', '', true);
    back();
    if (held.length) opened('认可清单不用了。');
    else say('认可清单不用了。', false);
  }

  /** @param {Found[]} lists @param {Found[]} books @returns {string} 不收的一句话；收得下的为空 */
  function refused(lists, books) {
    if (!lists.length && !books.length) return '没有看到工作簿（.xlsx、.xlsm、.xls、.et）、口径和认可清单（.yaml），什么也没有收。';
    const misnamed = books.find(({ file }) => MISNAMED.test(file.name));
    if (misnamed) return `“${misnamed.file.name}”的名字要是“校验认可.yaml”；在资源管理器里显示“文件扩展名”，改了名再拖。`;
    const large = lists.find(({ file }) => file.size > LARGEST_LIST);
    if (large) return tooLong(large.file.name);
    if (lists.length > 1) {
      return `里面有${lists.length}份认可清单，各管各的文件夹，窗格只照一份，没有收；`
        + '请一个文件夹一个文件夹地拖，或在命令行里用 perfxl check 看整个文件夹。';
    }
    if (lists.length && unsaved()) return `${UNSAVED}，换成拖进来的就没有了；请先存下，或者按“不用它”，再拖。`;
    if (books.length > most) {
      return `里面有${books.length}个工作簿，窗格一次最多看 ${most} 个；请在命令行里用 perfxl check 看它们。`;
    }
    if (books.reduce((sum, { file }) => sum + file.size, 0) <= mostBytes) return '';
    const [first] = [...books].sort((one, other) => other.file.size - one.file.size);
    return `这${books.length}个文件合起来超过 ${largest} MB（最大的是“${first?.file.name}”），窗格不读；请在命令行里用 perfxl check 看它们。`;
  }

  // 列着的要改的格、评分说明是原来那一个的。
  which.addEventListener('change', () => opened(''));
  for (const each of [pick, pickFolder]) {
    each.addEventListener('change', () => {
      if (!each.files?.length) return;
      void take(Promise.resolve(pickedFiles(each.files))).then(() => { each.value = ''; });
    });
  }
  /** @type {HTMLElement} */ (document.getElementById('pick-folder-too')).addEventListener('click', () => pickFolder.click());
  /** @type {HTMLElement} */ (document.getElementById('no-list')).addEventListener('click', putListBack);
  // 没有放在框里的也收：不然浏览器会离开网页，去打开那个文件。
  for (const name of /** @type {const} */ (['dragover', 'dragenter'])) {
    addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  addEventListener('dragleave', (event) => { if (!event.relatedTarget) drop.classList.remove('over'); });
  addEventListener('drop', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    drop.classList.remove('over');
    void take(droppedFiles(event.dataTransfer));
  });
  /** @type {HTMLElement} */ (document.getElementById('open')).hidden = false;

  return {
    async snapshot() {
      await readAgain();
      return held[chosen()] ?? null;
    },
    reread: () => reread,
    others: () => held.filter((_, at) => at !== chosen()),
    root: () => root,
    oneOfSeveral: () => (held.length > 1 ? nameOf(/** @type {GivenFile} */ (held[chosen()])) : ''),
    hasNamesake() {
      const own = held[chosen()]?.name.toLowerCase();
      return held.filter(({ name }) => name.toLowerCase() === own).length > 1;
    },
    choose(file) {
      const at = held.findIndex((each) => nameOf(each) === file);
      if (at >= 0) which.selectedIndex = at;
      else if (held.length > 1) throw new Sentence(`请先在“评分、全部改好、标注、生成的是”里选“${file}”。`);
    },
    fromFolder: () => fromFolder,
    acceptances: () => Promise.resolve(list),
    listFolder,
    listElsewhere,
    listLoose,
    listIsIn(folder) {
      if (!list.trim() || !listLoose() || !folder) return;
      listHome = homeIn(base, folder);
      showList(list, listName, !unsaved());
    },
    beyondList(file) {
      const folder = file.split('/').slice(0, -1).join('/');
      if (!list.trim() || (!listElsewhere() && listFolder() === folder)) return '';
      return `认可清单不在“${file}”旁边，管不着它，没有认可；请先存下这份清单，按“不用它”，再认可这一处。`;
    },
    async keepAcceptances(text, folder) {
      if (!list.trim()) listHome = homeIn(base, folder);
      showList(text, listName, false);
      return '';
    },
    unsaved,
    keepFormerList() {
      if (!replaced) return false;
      const { text, name, home } = replaced;
      replaced = null;
      listHome = home;
      showList(text, name, true);
      return true;
    },
    listSaved: () => showList(list, '校验认可.yaml', true),
    save: (file) => Promise.resolve(download(file)),
  };
}

/** @param {ArrayBuffer} data @returns {string | null} 不是 UTF-8 的为 ``null`` */
function utf8(data) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch (error) {
    return null;
  }
}

/** @param {string} name */
const notText = (name) => `“${name}”不是 UTF-8 编码的文本，没有收；请在记事本里另存，“编码”选 UTF-8。`;

/** @param {string} name */
const tooLong = (name) => `“${name}”大过 1 MB，不像是人写的，没有读；请核对。`;

/** 引擎说的一句；别的毛病照抛。 @param {unknown} error */
function saidOnly(error) {
  if (error instanceof Sentence) return { name: '', why: error.message };
  throw error;
}

/** @param {Found} found @returns {Promise<GivenFile>} */
async function contentOf({ file, folder, loose }) {
  const content = base64(new Uint8Array(await file.arrayBuffer()));
  return { name: file.name, content, ...folder ? { folder } : {}, ...loose ? { loose } : {} };
}

/** @param {Found} found @returns {Promise<Found>} 没有改过的就是原来的 */
async function freshOf(found) {
  const { file, folder, again } = found;
  try {
    const now = again ? await again() : file;
    // 改过的，浏览器不许从原来的 File 里读。
    await now.slice(0, 1).arrayBuffer();
    return now.lastModified === file.lastModified && now.size === file.size ? found : { ...found, file: now };
  } catch (error) {
    console.warn(error);
    throw new Sentence(`“${nameOf({ name: file.name, folder })}”放进来以后改过、挪走了，窗格读不到它现在的内容；请再拖一次。`);
  }
}

/** 单独拖进来的文件，不知道在哪个文件夹里：各次拖进来的各算各的。 */
const DROP = '\0';

/** @param {string} base @param {string} folder @returns {string} 几个文件夹一起拖进来的，从各自的名字写起 */
const homeIn = (base, folder) => (folder && base.startsWith(DROP) ? folder : nameOf({ name: folder, folder: base }).replace(/\/$/, ''));

/**
 * ``home`` 是现在拖进来的哪一个下级；不在里面的为 ``null``。
 * @param {string} base @param {GivenFile[]} held @param {string | null} home
 */
function partOf(base, held, home) {
  if (home === null || home === base) return '';
  if (base.startsWith(DROP)) return held.some(({ folder }) => folder === home) ? home : null;
  return home.startsWith(`${base}/`) ? home.slice(base.length + 1) : null;
}

/** @param {{name: string, folder?: string}} file 连同在哪个下级里 */
const nameOf = ({ name, folder }) => (folder ? `${folder}/${name}` : name);
