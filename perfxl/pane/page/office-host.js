// @ts-check
// 宿主：Excel 里开着的工作簿，经 Office.js（365、2021 以后、Mac、网页版）。想的都由引擎想好，这里只照做。
// 接口照微软公开的文档用，没有在真的 Excel 里试过，见 docs/窗格核对单.md；这一版没有的接口不叫，说一句。

import { Sentence } from './sentence.js';
import { base64, download } from './files.js';

/** @typedef {import('./contract').FileJson} FileJson */
/** @typedef {import('./contract').Host} Host */
/** @typedef {import('./contract').LiveEdit} LiveEdit */
/** @typedef {import('./contract').LiveMarks} LiveMarks */
/** @typedef {import('./contract').LiveNote} LiveNote */
/** @typedef {import('./contract').LiveRecord} LiveRecord */
/** @typedef {import('./contract').OwnRules} OwnRules */

// 文档上的上限：一次最多给 4 MB。
const SLICE = 4 * 1024 * 1024;
// 记录表的栏宽：一个字符几磅。
const POINTS = 5.6;
// 认可清单在工作簿的设置里叫什么。
const LIST = 'perfxl-acceptances';
const PROTECTED = '多半是受保护；请在“审阅”里撤销工作表保护后再试';
// Excel 多久没有应声就不等了。
const LATE = 30_000;
const TYPING = 'InvalidOperationInCellEditMode';
// 用到的接口各从 ExcelApi 的哪一版起有。
const SETS = { activate: '1.7', colours: '1.6', areas: '1.9', notes: '1.18', opening: '1.8', changes: '1.9' };

/** @param {keyof typeof SETS} what */
const can = (what) => Office.context.requirements.isSetSupported('ExcelApi', SETS[what]);

/** @returns {Promise<boolean>} 这个网页开在 Excel 里 */
export async function excelThere() {
  const wanted = document.querySelector('script[data-office]');
  if (!('Office' in window)) {
    if (wanted) throw new Sentence('Office 的脚本 office.js 没有载到，窗格连不上 Excel；请让管网站的人看看它在不在、许不许取。');
    return false;
  }
  const late = new Promise((_, failed) => {
    setTimeout(() => failed(new Sentence('Excel 没有应声，什么也没有做；请关掉窗格重新打开。')), LATE);
  });
  const { host } = await /** @type {Promise<{ host: Office.HostType }>} */ (Promise.race([Office.onReady(), late]));
  return host === Office.HostType.Excel;
}

/**
 * @param {number} largest 最大几 MB
 * @returns {Host}
 */
export function officeHost(largest) {
  // 加不了批注的只说一次，不必查一遍说一遍。
  let toldNoNotes = false;
  // 加不了批注的，引擎看见批注缺着，每次都叫重标：上回标过的颜色一样、还在的，不再动。
  /** @type {Map<string, string>} */ const coloured = new Map();

  return {
    async snapshot() {
      const name = bookName();
      return { name, content: base64(await copyOf(name, largest)) };
    },

    which: () => Office.context.document.url,

    async go(name, cells) {
      await inExcel(async (context) => {
        const sheet = context.workbook.worksheets.getItem(name);
        if (can('activate')) sheet.activate();
        areasOf(sheet, cells)[0]?.select();
        await context.sync();
      }, `跳不到 ${name}!${cells}，那张表可能藏着、改名了或者删去了。`);
    },

    async apply(edits, record) {
      // 新加的记录表出了错整张删去，不用一格格放回。
      const every = record && !record.adds ? [...record.cells, ...edits] : edits;
      const kept = await inExcel((context) => keptCells(context, every), '要改的格读不出来，什么也没有改；请再试一次。');
      if (record?.adds) await addRecord(record);
      try {
        await writeAll(every);
      } catch (error) {
        console.warn(error);
        const said = await putBack(every, kept, typing(error));
        if (record?.adds) await removeSheet(record.sheet);
        throw new Sentence(said);
      }
      // 空了的记录表删不去的（结构受保护）留着，不碍事。
      if (record?.drops) await removeSheet(record.sheet);
      return edits.length;
    },

    async mark(marks, own) {
      if (!can('colours')) return '这一版 Excel 不让窗格标颜色（要 ExcelApi 1.6），问题只列在这里。';
      /** @type {string[]} */ const unmarked = [];
      /** @type {string[]} */ const unnoted = [];
      for (const each of marks) {
        try {
          if (!can('notes') && await stillColoured(each, own)) continue;
          unnoted.push(...await Excel.run((context) => markSheet(context, each, own)));
          coloured.set(each.sheet, JSON.stringify(each.rules));
        } catch (error) {
          if (typing(error)) throw new Sentence(typing(error));
          unmarked.push(`“${each.sheet}”`);
        }
      }
      return (unmarked.length ? `工作表${unmarked.join('、')}标不上、也清不掉，${PROTECTED}。` : '')
        + (unnoted.length ? `${unnoted.join('、')} 的批注刚改过，或是能回复的那一种，没有动它。` : '')
        + noNotesSaid(marks);
    },

    acceptances: () => Promise.resolve(String(Office.context.document.settings.get(LIST) ?? '')),

    async keepAcceptances(text) {
      Office.context.document.settings.set(LIST, text);
      await attempted(() => replied((told) => Office.context.document.settings.saveAsync(told)),
        'Excel 记不下认可，没有认可；受保护的视图里的请按“启用编辑”，再试一次。');
      return '记在这个工作簿里，存盘以后别处的窗格也照它；命令行、加载项要照它，请在下面存为“校验认可.yaml”，放在工作簿旁边。';
    },

    onChange(told) {
      // 听不到的，就要自己按“校验”。
      if (!can('changes')) return;
      Excel.run(async (context) => {
        context.workbook.worksheets.onChanged.add(async () => told());
        await context.sync();
      }).catch((error) => console.warn(error));
    },

    async save(file) {
      if (!/\.xlsx$/i.test(file.name) || !can('opening')) return download(file);
      await attempted(() => Excel.createWorkbook(file.content), 'Excel 打不开新的工作簿，没有存；请再试一次。');
      return `在新的工作簿里打开了，还没有存：请您存为“${file.name}”。`;
    },
  };

  /** @param {LiveMarks} marks @param {OwnRules} own */
  async function stillColoured({ sheet, rules }, own) {
    if (coloured.get(sheet) !== JSON.stringify(rules)) return false;
    return Excel.run(async (context) => (
      (await ownRules(context, context.workbook.worksheets.getItem(sheet), own)).length === rules.length));
  }

  /** @param {LiveMarks[]} marks */
  function noNotesSaid(marks) {
    if (toldNoNotes || can('notes') || !marks.some((each) => each.notes.length)) return '';
    toldNoNotes = true;
    return '这一版 Excel 不让窗格加批注（要 ExcelApi 1.18），只标了颜色，话在这里看。';
  }
}

/** 工作簿的文件名；没有存过的没有。 */
function bookName() {
  const [last = ''] = (Office.context.document.url ?? '').split(/[\\/]/).slice(-1);
  const name = attemptedSync(() => decodeURIComponent(last.replace(/\?.*$/, ''))) || '工作簿.xlsx';
  return /\.\w+$/.test(name) ? name : `${name}.xlsx`;
}

/**
 * 照现在的样子取一份，一段一段地取；取完就还给 Excel：它只许同时开两份。
 * @param {string} name @param {number} largest
 */
async function copyOf(name, largest) {
  const refused = `“${name}”Excel 不给一份来读；请先保存它，受保护的视图里的请按“启用编辑”，再试一次。`;
  const file = await attempted(() => replied((told) => Office.context.document.getFileAsync(
    Office.FileType.Compressed, { sliceSize: SLICE }, told,
  )), refused);
  try {
    if (file.size > largest * 1024 * 1024) {
      throw new Sentence(`“${name}”超过 ${largest} MB，窗格不读；请在命令行里用 perfxl check 看它。`);
    }
    const data = new Uint8Array(file.size);
    let at = 0;
    for (let place = 0; place < file.sliceCount; place += 1) {
      const slice = await attempted(() => replied((told) => file.getSliceAsync(place, told)), refused);
      data.set(slice.data, at);
      at += slice.data.length;
    }
    if (at !== file.size) throw new Sentence(refused);
    return data;
  } finally {
    file.closeAsync();
  }
}

/** @template T @param {(told: (result: Office.AsyncResult<T>) => void) => void} ask @returns {Promise<T>} */
function replied(ask) {
  return new Promise((done, failed) => ask((result) => (
    result.status === Office.AsyncResultStatus.Succeeded ? done(result.value) : failed(result.error))));
}

/**
 * @typedef {object} Kept 一格原来的内容，足够放回
 * @property {unknown} content 照样写回去就是原来的
 * @property {unknown} formula 现在的公式或值，看改没有改用
 */

/** @param {Excel.RequestContext} context @param {LiveEdit} edit */
const cellOf = (context, edit) => context.workbook.worksheets.getItem(edit.sheet).getRange(edit.cell);

/** @param {Excel.RequestContext} context @param {LiveEdit[]} edits @returns {Promise<Kept[]>} */
async function keptCells(context, edits) {
  const cells = edits.map((each) => cellOf(context, each));
  for (const each of cells) each.load('formulas,values,valueTypes,numberFormat');
  await context.sync();
  return cells.map((each) => {
    const formula = each.formulas[0]?.[0];
    const value = each.values[0]?.[0];
    // 存的是“=”开头的文字，公式一栏给的也是它；文字格式的格照写就是文字。
    const text = formula === value && each.valueTypes[0]?.[0] === Excel.RangeValueType.string;
    return { formula, content: text && each.numberFormat[0]?.[0] !== '@' ? `'${value}` : formula };
  });
}

/** @param {LiveEdit[]} edits */
function writeAll(edits) {
  return Excel.run(async (context) => {
    edits.forEach((each) => { cellOf(context, each).values = [[each.value ?? '']]; });
    await context.sync();
  });
}

/** 在最后加一张改动记录，写好；看着的表还是原来的。 @param {LiveRecord} record */
async function addRecord(record) {
  const said = `加不了“${record.sheet}”表，多半是工作簿的结构受保护；请在“审阅”里撤销工作簿保护后再试，什么也没有改。`;
  await inExcel(async (context) => {
    context.workbook.worksheets.add(record.sheet);
    await context.sync();
  }, said);
  try {
    await writeAll(record.cells);
  } catch (error) {
    await removeSheet(record.sheet);
    throw new Sentence(typing(error) || said);
  }
  // 好看的几样做不成也不碍事。
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(record.sheet);
    record.widths.forEach((width, place) => {
      const letter = String.fromCharCode(65 + place);
      sheet.getRange(`${letter}:${letter}`).format.columnWidth = width * POINTS;
    });
    sheet.getRange('A1:L2').format.font.bold = true;
    sheet.getRange(record.hidden).columnHidden = true;
    await context.sync();
  }).catch((error) => console.warn(error));
}

/** 自己加的一张；删不去的留着。 @param {string} name */
function removeSheet(name) {
  return Excel.run(async (context) => {
    context.workbook.worksheets.getItem(name).delete();
    await context.sync();
  }).catch((error) => console.warn(error));
}

/**
 * 写到一半的都放回；给出一句话。
 * @param {LiveEdit[]} edits @param {Kept[]} kept @param {string} why 为什么写不进；空的是多半受保护
 */
async function putBack(edits, kept, why) {
  let said = '';
  /** @type {string[]} */ const lost = [];
  try {
    await Excel.run(async (context) => {
      const cells = edits.map((each) => cellOf(context, each));
      for (const each of cells) each.load('formulas');
      await context.sync();
      const changed = cells.map((each, at) => each.formulas[0]?.[0] !== kept[at]?.formula);
      const first = edits.find((each, at) => !changed[at] && each.value !== kept[at]?.formula) ?? edits[0];
      said = why || `${first?.sheet}!${first?.cell} 写不进，${PROTECTED}。`;
      for (const [at, cell] of cells.entries()) {
        if (!changed[at]) continue;
        cell.formulas = [[kept[at]?.content]];
        await context.sync().catch(() => lost.push(`${edits[at]?.sheet}!${edits[at]?.cell}`));
      }
    });
  } catch (error) {
    console.warn(error);
    return '写到一半 Excel 停了，看不到写了哪几格；请按 Ctrl+Z 撤销，再试一次。';
  }
  return said + (lost.length ? `放不回原来内容的格：${lost.join('、')}，请按 Ctrl+Z 撤销。` : '已写的都放回了，什么也没有改。');
}

/**
 * 一张表：先去掉自己的颜色，再加；批注照引擎说的换。加到一半出错的，自己的颜色都去掉，再抛。
 * @param {Excel.RequestContext} context @param {LiveMarks} marks @param {OwnRules} own
 * @returns {Promise<string[]>} 没有动批注的格
 */
async function markSheet(context, marks, own) {
  const sheet = context.workbook.worksheets.getItem(marks.sheet);
  if (marks.clears) await clearRules(context, sheet, own);
  try {
    for (const each of marks.rules) addRule(sheet, each);
    await context.sync();
  } catch (error) {
    await clearRules(context, sheet, own);
    throw error;
  }
  if (!can('notes')) return [];
  const left = await changeNotes(context, sheet, marks.notes);
  return left.map((each) => `${marks.sheet}!${each.cell}`);
}

/** @param {Excel.Worksheet} sheet @param {import('./contract').LiveRule} rule */
function addRule(sheet, { areas, formula, colour }) {
  for (const area of areasOf(sheet, areas)) {
    const made = area.conditionalFormats.add(Excel.ConditionalFormatType.custom);
    made.custom.rule.formula = formula;
    made.custom.format.fill.color = `#${colour}`;
    made.priority = 0;
  }
}

/** 几块的：有一次拿几块的接口的是一个，没有的一块一个。 @param {Excel.Worksheet} sheet @param {string} areas */
function areasOf(sheet, areas) {
  if (!areas.includes(',')) return [sheet.getRange(areas)];
  return can('areas') ? [sheet.getRanges(areas)] : areas.split(',').map((each) => sheet.getRange(each));
}

/** 自己加的各条颜色。 @param {Excel.RequestContext} context @param {Excel.Worksheet} sheet @param {OwnRules} own */
async function ownRules(context, sheet, own) {
  const rules = sheet.getRange().conditionalFormats;
  rules.load('items/type');
  await context.sync();
  const found = rules.items.filter((each) => each.type === Excel.ConditionalFormatType.custom);
  for (const each of found) each.custom.rule.load('formula');
  await context.sync();
  return found.filter(({ custom: { rule: { formula } } }) => formula === own.whole || formula.startsWith(own.opening));
}

/** @param {Excel.RequestContext} context @param {Excel.Worksheet} sheet @param {OwnRules} own */
async function clearRules(context, sheet, own) {
  for (const each of await ownRules(context, sheet, own)) each.delete();
  await context.sync();
}

/**
 * @param {Excel.RequestContext} context @param {Excel.Worksheet} sheet @param {LiveNote[]} notes
 * @returns {Promise<LiveNote[]>} 没有动的
 */
async function changeNotes(context, sheet, notes) {
  const now = await notesNow(context, sheet, notes);
  const unchanged = notes.filter((each, at) => lines(now[at] ?? '') === lines(each.before));
  const left = notes.filter((each) => !unchanged.includes(each));
  try {
    for (const each of unchanged) changeNote(sheet, each);
    await context.sync();
  } catch (error) {
    // 有一处不成，后面的都没有做：看清哪几处没有做，一处一处来。
    const after = await notesNow(context, sheet, unchanged);
    for (const each of unchanged.filter((one, at) => lines(after[at] ?? '') !== lines(one.after))) {
      changeNote(sheet, each);
      await context.sync().catch(() => left.push(each));
    }
  }
  return left;
}

/** 各格现在的批注；没有的为空。 @param {Excel.RequestContext} context @param {Excel.Worksheet} sheet @param {LiveNote[]} notes */
async function notesNow(context, sheet, notes) {
  const found = notes.map((each) => sheet.notes.getItemOrNullObject(each.cell));
  for (const each of found) each.load('content');
  await context.sync();
  return found.map((each) => (each.isNullObject ? '' : each.content));
}

/** @param {Excel.Worksheet} sheet @param {LiveNote} note */
function changeNote(sheet, { cell, before, after }) {
  if (!before) sheet.notes.add(cell, after);
  else if (after) sheet.notes.getItem(cell).content = after;
  else sheet.notes.getItem(cell).delete();
}

/** @param {string} text */
const lines = (text) => text.replace(/\r\n?/g, '\n');

/** 正在格里打字的，Excel 什么也不接；别的为空。 @param {unknown} error */
const typing = (error) => (/** @type {{ code?: string }} */ (error)?.code === TYPING
  ? 'Excel 正在格里打字，什么也没有做；请按回车打完再试。' : '');

/**
 * 在 Excel 里做一批。
 * @template T @param {(context: Excel.RequestContext) => Promise<T>} work @param {string} said 做不成时给人看的一句话
 * @returns {Promise<T>}
 */
const inExcel = (work, said) => attempted(() => Excel.run(work), said);

/** @template T @param {() => Promise<T>} work @param {string} said 做不成时给人看的一句话 @returns {Promise<T>} */
async function attempted(work, said) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Sentence) throw error;
    console.warn(error);
    throw new Sentence(typing(error) || said);
  }
}

/** 网址里的名字编得不成样子的，不要它。 @param {() => string} work */
function attemptedSync(work) {
  try {
    return work();
  } catch (error) {
    return '';
  }
}
