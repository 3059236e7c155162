// @ts-check
// 宿主：WPS 表格里开着的工作簿，经它的 JS 接口（与 VBA 相近）。想的都由引擎想好，这里只照做；
// 接口照公开的文档用，没有在真的 WPS 里试过，见 docs/窗格核对单.md。

import { Sentence } from './sentence.js';

/** @typedef {import('./contract').Host} Host */
/** @typedef {import('./contract').LiveEdit} LiveEdit */
/** @typedef {import('./contract').LiveMarks} LiveMarks */
/** @typedef {import('./contract').LiveRecord} LiveRecord */
/** @typedef {import('./contract').OwnRules} OwnRules */
/** @typedef {import('./wps').WpsApplication} WpsApplication */
/** @typedef {import('./wps').WpsBook} WpsBook */
/** @typedef {import('./wps').WpsRange} WpsRange */
/** @typedef {import('./wps').WpsSheet} WpsSheet */

// FormatConditions 里按公式的一种（xlExpression）。
const BY_FORMULA = 2;
const PROTECTED = '多半是受保护；请在“审阅”里撤销工作表保护后再试';

/** @returns {WpsApplication | null} 这个网页开在 WPS 里的，它的 ``Application`` */
export function wpsApplication() {
  const there = /** @type {any} */ (window);
  if (there.Application) return there.Application;
  // 旧版只有 wps，表格的 Application 要从它取。
  return there.wps ? there.wps.EtApplication?.() ?? there.wps : null;
}

/**
 * @param {WpsApplication} app
 * @param {number} largest 最大几 MB
 * @returns {Host}
 */
export function wpsHost(app, largest) {
  /** @type {WpsBook | null} 快照的那一个：改动、标记写在它上面，不写在后来点到前面的别的工作簿上 */
  let held = null;

  /** @param {string} name */
  function sheetOf(name) {
    if (!held) throw new Sentence('请先按“校验”。');
    return attempt(() => /** @type {WpsBook} */ (held).Worksheets.Item(name),
      `找不到工作表“${name}”（改名了，删去了，或者工作簿关掉了）；请再按一次“校验”。`);
  }

  /** @template T @param {() => T} work */
  function quietly(work) {
    trying(() => { app.ScreenUpdating = false; });
    try {
      return work();
    } finally {
      trying(() => { app.ScreenUpdating = true; });
    }
  }

  return {
    async snapshot() {
      const book = attempt(() => app.ActiveWorkbook, 'WPS 没有回答，请关掉窗格重新打开。') ?? null;
      held = book;
      if (!book) return null;
      const name = /\.\w+$/.test(book.Name) ? book.Name : `${book.Name}.xlsx`;
      const content = copyOf(app, book, name);
      if (content.length > largest * 1024 * 1024) {
        throw new Sentence(`“${name}”超过 ${largest} MB，窗格不读；请在命令行里用 perfxl check 看它。`);
      }
      return { name, content: attempt(() => btoa(content), `“${name}”另存的一份读不完整，请再试一次。`) };
    },

    which: () => (held ? attempt(() => /** @type {WpsBook} */ (held).FullName, '工作簿关掉了，请再按一次“校验”。') : ''),

    async go(name, cells) {
      const sheet = sheetOf(name);
      attempt(() => {
        /** @type {WpsBook} */ (held).Activate();
        sheet.Activate();
        sheet.Range(cells).Select();
      }, `跳不到 ${name}!${cells}，那张表可能藏着。`);
    },

    async apply(edits, record) {
      return quietly(() => {
        const added = record?.adds ? addedSheet(app, /** @type {WpsBook} */ (held), record) : null;
        try {
          writeAll([...added ? [] : record?.cells ?? [], ...edits], sheetOf);
        } catch (error) {
          if (added) removeSheet(app, added);
          throw error;
        }
        // 空了的记录表删不去的（结构受保护）留着，不碍事。
        if (record?.drops) trying(() => removeSheet(app, sheetOf(record.sheet)));
        return edits.length;
      });
    },

    async mark(marks, own) {
      return quietly(() => {
        /** @type {string[]} */ const unmarked = [];
        /** @type {string[]} */ const unnoted = [];
        for (const each of marks) {
          try {
            unnoted.push(...markSheet(sheetOf(each.sheet), each, own));
          } catch (error) {
            unmarked.push(`“${each.sheet}”`);
          }
        }
        return (unmarked.length ? `工作表${unmarked.join('、')}标不上、也清不掉，${PROTECTED}。` : '')
          + (unnoted.length ? `${unnoted.join('、')} 的批注刚改过，或是能回复的那一种，没有动它。` : '');
      });
    },

    listBeside: true,

    async acceptances() {
      const path = listBeside(app, held);
      return path ? textIn(app, path) : '';
    },

    async keepAcceptances(text) {
      const path = listBeside(app, held);
      if (!path) throw new Sentence('工作簿还没有保存过，认可要记在它旁边的“校验认可.yaml”里；请先保存它。');
      const before = textIn(app, path);
      attempt(() => {
        writeText(app, path, text);
        if (textIn(app, path) !== text) throw new Error(path);
      }, `“${path}”写不进，没有认可；请确认能在这个文件夹里存文件、磁盘没有满。${
        before ? '' : '写到一半的请删去。'}`, () => { if (before) writeText(app, path, before); });
      return `记在“${path}”，命令行、加载项也照它。`;
    },

    onChange(told) {
      // 听不到的，就要自己按“校验”。
      trying(() => app.ApiEvent.AddApiEventListener('SheetChange', told));
    },

    async save(file) {
      const folder = held ? attempt(() => /** @type {WpsBook} */ (held).Path, '工作簿关掉了，请再按一次“校验”。') : '';
      if (!folder) throw new Sentence('工作簿还没有保存过，不知道存在哪里；请先保存它。');
      const path = freePath(app, folder, file.name);
      attempt(() => {
        const done = app.FileSystem.writeAsBinaryString(path, atob(file.content));
        if (done === false) throw new Error(path);
      }, `写不进“${folder}”；请确认能在这个文件夹里存文件、磁盘没有满。`);
      if (/\.xls[xm]?$/i.test(path)) trying(() => app.Workbooks.Open(path));
      return `存为“${path}”。`;
    },
  };
}

/**
 * @typedef {object} Kept 一格原来的内容，足够放回
 * @property {string} place
 * @property {WpsRange} range
 * @property {unknown} value
 * @property {unknown} formula 没有公式的为 ``null``
 * @property {boolean} plain 文字格式的格，照写就是文字
 */

/** @param {LiveEdit} edit @param {WpsRange} range @returns {Kept} */
function keptCell(edit, range) {
  const place = `${edit.sheet}!${edit.cell}`;
  return attempt(() => ({
    place, range, value: range.Value2, formula: range.HasFormula === true ? range.Formula : null,
    plain: range.NumberFormat === '@',
  }), `${place} 读不出来，什么也没有改；请再试一次。`);
}

/**
 * 一格格写；有写不进的，写过的都放回，再抛。
 * @param {LiveEdit[]} edits
 * @param {(name: string) => WpsSheet} sheetOf
 */
function writeAll(edits, sheetOf) {
  const sheets = new Map([...new Set(edits.map(({ sheet }) => sheet))].map((name) => [name, sheetOf(name)]));
  const kept = edits.map((each) => keptCell(each, /** @type {WpsSheet} */ (sheets.get(each.sheet)).Range(each.cell)));
  let at = 0;
  try {
    for (; at < kept.length; at += 1) put(/** @type {Kept} */ (kept[at]).range, /** @type {LiveEdit} */ (edits[at]).value);
  } catch (error) {
    // 写到一半的那一格也放回。
    const lost = kept.slice(0, at + 1).reverse().filter((each) => !trying(() => putBack(each)));
    const first = /** @type {LiveEdit} */ (edits[at]);
    const left = lost.filter((each) => each !== kept[at]).map((each) => each.place);
    throw new Sentence(`${first.sheet}!${first.cell} 写不进，${PROTECTED}。${
      left.length ? `放不回原来内容的格：${left.join('、')}，请按 Ctrl+Z 撤销。` : '已写的都放回了，什么也没有改。'}`);
  }
}

/**
 * 在最后加一张改动记录，写好；看着的表还是原来的。出了错整张删去，不用一格格放回。
 * @param {WpsApplication} app @param {WpsBook} book @param {LiveRecord} record
 */
function addedSheet(app, book, record) {
  return attempt(() => {
    const shown = book.ActiveSheet;
    const sheet = book.Worksheets.Add(undefined, book.Worksheets.Item(book.Worksheets.Count));
    try {
      sheet.Name = record.sheet;
      for (const { cell, value } of record.cells) put(sheet.Range(cell), value);
    } catch (error) {
      removeSheet(app, sheet);
      throw error;
    }
    // 好看的几样做不成也不碍事。
    record.widths.forEach((width, place) => trying(() => {
      const letter = String.fromCharCode(65 + place);
      sheet.Range(`${letter}:${letter}`).ColumnWidth = width;
    }));
    trying(() => { sheet.Range('A1:L2').Font.Bold = true; });
    trying(() => { sheet.Range(record.hidden).EntireColumn.Hidden = true; });
    trying(() => shown.Activate());
    return sheet;
  }, `加不了“${record.sheet}”表，多半是工作簿的结构受保护；请在“审阅”里撤销工作簿保护后再试，什么也没有改。`);
}

/** @param {WpsApplication} app @param {WpsSheet} sheet */
function removeSheet(app, sheet) {
  trying(() => { app.DisplayAlerts = false; });
  try {
    sheet.Delete();
  } finally {
    trying(() => { app.DisplayAlerts = true; });
  }
}

/**
 * 工作簿旁边的认可清单在哪里；没有保存过的为 ``''``。
 * @param {WpsApplication} app @param {WpsBook | null} book
 */
function listBeside(app, book) {
  const folder = book ? attempt(() => book.Path, '工作簿关掉了，请再按一次“校验”。') : '';
  return folder ? joined(folder, '校验认可.yaml') : '';
}

/** @param {WpsApplication} app @param {string} path @returns {string} 没有的为 ``''`` */
function textIn(app, path) {
  return attempt(() => {
    if (!app.FileSystem.Exists(path)) return '';
    const bytes = Uint8Array.from(app.FileSystem.readAsBinaryString(path), (each) => each.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  }, `“${path}”读不出来，不知道哪些认可过；请确认它是 UTF-8 的文本。`);
}

/** @param {WpsApplication} app @param {string} path @param {string} text */
function writeText(app, path, text) {
  const bytes = Array.from(new TextEncoder().encode(text), (each) => String.fromCharCode(each)).join('');
  if (app.FileSystem.writeAsBinaryString(path, bytes) === false) throw new Error(path);
}

/**
 * 空的也是写进去的：合并的格，不许单清第一格。
 * @param {WpsRange} range @param {unknown} value
 */
function put(range, value) {
  range.Value2 = value ?? '';
}

/** @param {Kept} kept */
function putBack({ range, value, formula, plain }) {
  if (formula !== null) range.Formula = formula;
  else put(range, typeof value === 'string' && value && !plain ? `'${value}` : value);
}

/**
 * 一张表：先去掉自己的颜色，再加；批注照引擎说的换。加到一半出错的，自己的颜色都去掉，再抛。
 * @param {WpsSheet} sheet @param {LiveMarks} marks @param {OwnRules} own
 * @returns {string[]} 没有动批注的格
 */
function markSheet(sheet, marks, own) {
  if (marks.clears) clearRules(sheet, own);
  try {
    for (const { areas, formula, colour } of marks.rules) {
      const rule = sheet.Range(areas).FormatConditions.Add(BY_FORMULA, undefined, formula);
      rule.Interior.Color = bgr(colour);
      rule.SetFirstPriority();
    }
  } catch (error) {
    clearRules(sheet, own);
    throw error;
  }
  return marks.notes.filter((note) => !trying(() => changeNote(sheet.Range(note.cell), note)))
    .map((note) => `${marks.sheet}!${note.cell}`);
}

/** @param {WpsSheet} sheet @param {OwnRules} own */
function clearRules(sheet, own) {
  const rules = sheet.Cells.FormatConditions;
  for (let at = rules.Count; at >= 1; at -= 1) {
    const rule = rules.Item(at);
    if (rule.Type !== BY_FORMULA) continue;
    const formula = String(rule.Formula1);
    if (formula === own.whole || formula.startsWith(own.opening)) rule.Delete();
  }
}

/** @param {WpsRange} cell @param {import('./contract').LiveNote} note */
function changeNote(cell, { before, after }) {
  const comment = cell.Comment ?? null;
  const now = comment ? comment.Text() : '';
  if (lines(now) !== lines(before)) throw new Error('changed');
  if (!comment) cell.AddComment(after);
  else if (after) comment.Text(after);
  else comment.Delete();
}

/** @param {string} text */
const lines = (text) => text.replace(/\r\n?/g, '\n');

/** @param {string} colour 六位的红绿蓝 @returns {number} ``Interior.Color`` 要的：蓝在前 */
function bgr(colour) {
  const number = Number.parseInt(colour, 16);
  return ((number & 0xff) << 16) | (number & 0xff00) | (number >> 16);
}

/**
 * 照现在的样子另存一份到临时文件夹，读了就删；给出的一个字一个字节。
 * @param {WpsApplication} app @param {WpsBook} book @param {string} name
 */
function copyOf(app, book, name) {
  const folder = attempt(() => app.Env.GetTempPath(), 'WPS 没有说临时文件夹在哪里，读不了工作簿。');
  const path = joined(folder, `perfxl-${crypto.getRandomValues(new Uint32Array(2)).join('')}${/\.\w+$/.exec(name)?.[0] ?? ''}`);
  try {
    return attempt(() => {
      book.SaveCopyAs(path);
      const content = app.FileSystem.readAsBinaryString(path);
      if (!content) throw new Error(path);
      return content;
    }, `“${name}”另存不了一份来读；请先保存它，受保护的视图里的请按“启用编辑”，再试一次。`);
  } finally {
    trying(() => app.FileSystem.Remove(path));
  }
}

/** @param {string} folder @param {string} name */
function joined(folder, name) {
  const between = folder.includes('\\') ? '\\' : '/';
  return folder.endsWith(between) ? folder + name : folder + between + name;
}

/**
 * 旁边的新文件：已有的不换，名字后面加数。
 * @param {WpsApplication} app @param {string} folder @param {string} name
 */
function freePath(app, folder, name) {
  const [, stem = name, suffix = ''] = /^(.*?)(\.\w+)?$/.exec(name) ?? [];
  let path = joined(folder, name);
  for (let number = 2; attempt(() => app.FileSystem.Exists(path), `看不到“${folder}”里有什么，没有存。`); number += 1) {
    path = joined(folder, `${stem}(${number})${suffix}`);
  }
  return path;
}

/**
 * @template T @param {() => T} work
 * @param {string} said 做不成时给人看的一句话 @param {() => void} [undo] 做不成时放回
 * @returns {T}
 */
function attempt(work, said, undo) {
  try {
    return work();
  } catch (error) {
    if (undo) trying(undo);
    if (error instanceof Sentence) throw error;
    console.warn(error);
    throw new Sentence(said);
  }
}

/** @param {() => unknown} work @returns {boolean} 做成了 */
function trying(work) {
  try {
    work();
    return true;
  } catch (error) {
    return false;
  }
}
