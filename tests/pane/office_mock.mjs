// Excel 的宿主在 office-addin-mock 里跑一遍：node office_mock.mjs。没有 load、sync 过就看的，它给的是一句错话，不是内容。
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OfficeMockObject } from 'office-addin-mock';
import { officeHost } from '../../perfxl/pane/page/office-host.js';

const OWN = { whole: '="perfxl"="perfxl"', opening: '=("perfxl"="perfxl")*' };

/** 一格。 */
const cell = (value, formula = value, format = 'General') => ({
  values: [[value]], formulas: [[formula]], numberFormat: [[format]],
  valueTypes: [[{ string: 'String', number: 'Double' }[typeof value]]],
});

/** 有三格的一张表，A3 写不进时 ``refused`` 为真。 */
function excel() {
  const sheet = {
    A1: cell(3), A2: cell('甲', '甲'), A3: cell(6, '=A1*2'),
    notes: {
      B1: { content: '旧话' },
      B2: { content: '' },
      added: [],
      getItem(address) { return this[address]; },
      getItemOrNullObject(address) { return this[address]; },
      add(address, text) { this.added.push([address, text]); },
    },
    getRange(address) { return address ? this[address] : this.whole; },
  };
  return new OfficeMockObject({
    context: {
      workbook: { worksheets: { sheet, asked: '', getItem(name) { this.asked = name; return this.sheet; } } },
    },
    RangeValueType: { string: 'String' },
    ConditionalFormatType: { custom: 'Custom' },
    async run(work) {
      const done = await work(this.context);
      await this.context.sync();
      return done;
    },
  }, 'Excel');
}

/** @param {string} latest 有到 ExcelApi 的哪一版 */
function stand(latest = '1.20') {
  globalThis.Excel = excel();
  Excel.RangeValueType = { string: 'String' };
  const { sheet } = Excel.context.workbook.worksheets;
  sheet.notes.added = [];
  // isNullObject 不用 load。
  sheet.notes.B1.isNullObject = false;
  sheet.notes.B2.isNullObject = true;
  // 它的 sync 不等里面几层的：等一轮再说做完了。
  const { context } = Excel;
  context.sync = async () => {
    await OfficeMockObject.prototype.sync.call(context);
    await new Promise(setImmediate);
  };
  globalThis.Office = {
    AsyncResultStatus: { Succeeded: 'succeeded' }, FileType: { Compressed: 'compressed' },
    context: {
      requirements: { isSetSupported: (_, version) => Number(version.slice(2)) <= Number(latest.slice(2)) },
      document: {},
    },
  };
  return { host: officeHost(40), sheet };
}

test('each edit goes to its cell; what is to be empty is emptied', async () => {
  const { host, sheet } = stand();
  const made = await host.apply([
    { sheet: '甲', cell: 'A1', value: 5 }, { sheet: '甲', cell: 'A2', value: "'=乙" }, { sheet: '甲', cell: 'A3', value: null },
  ]);
  assert.equal(made, 3);
  assert.deepEqual([sheet.A1.values, sheet.A2.values, sheet.A3.values], [[[5]], [["'=乙"]], [['']]]);
  assert.equal(Excel.context.workbook.worksheets.asked, '甲');
});

test('a note is looked at, then changed, added, or left alone', async () => {
  const { host, sheet } = stand();
  const said = await host.mark([{
    sheet: '甲', clears: false, rules: [],
    notes: [{ cell: 'B1', before: '旧话', after: '新话' }, { cell: 'B2', before: '', after: '头一句' }],
  }], OWN);
  assert.equal(said, '');
  assert.equal(sheet.notes.B1.content, '新话');
  assert.deepEqual(sheet.notes.added, [['B2', '头一句']]);
  const again = await host.mark([{
    sheet: '甲', clears: false, rules: [], notes: [{ cell: 'B1', before: '别的话', after: '再新' }],
  }], OWN);
  assert.match(again, /甲!B1 的批注刚改过/);
});

test('what this Excel has not is not called', async () => {
  const { host } = stand('1.5');
  const marks = [{ sheet: '甲', clears: true, rules: [{ areas: 'A1', formula: OWN.whole, colour: 'FF0000' }], notes: [] }];
  assert.match(await host.mark(marks, OWN), /要 ExcelApi 1\.6/);
});

test('the copy is taken slice by slice and given back', async () => {
  const { host } = stand();
  const bytes = Array.from({ length: 2500 }, (_, at) => at % 256);
  let closed = 0;
  Office.context.document = {
    url: 'https://example.com/%E8%87%AA%E8%AF%84%E8%A1%A8.xlsx?web=1',
    getFileAsync(type, { sliceSize }, told) {
      assert.equal(type, 'compressed');
      assert.ok(sliceSize <= 4194304);
      told({ status: 'succeeded', value: {
        size: bytes.length, sliceCount: 3,
        getSliceAsync: (at, back) => back({ status: 'succeeded', value: { data: bytes.slice(at * 1000, at * 1000 + 1000) } }),
        closeAsync: () => { closed += 1; },
      } });
    },
  };
  const { name, content } = await host.snapshot();
  assert.equal(name, '自评表.xlsx');
  assert.deepEqual([...Buffer.from(content, 'base64')], bytes);
  assert.equal(closed, 1);
});

test('a slice that does not come gives the copy back all the same', async () => {
  const { host } = stand();
  let closed = 0;
  Office.context.document = {
    url: '',
    getFileAsync: (_type, _options, told) => told({ status: 'succeeded', value: {
      size: 10, sliceCount: 1,
      getSliceAsync: (_at, back) => back({ status: 'failed', error: { code: 5001 } }),
      closeAsync: () => { closed += 1; },
    } }),
  };
  await assert.rejects(host.snapshot(), /“工作簿\.xlsx”Excel 不给一份来读/);
  assert.equal(closed, 1);
});
