// 假的 Excel：Office.js 的样子，记着的是假的 WPS 的那一份（fake_wps.js 先载入）。
// 照公开的文档：叫的都先排着，sync 才做，出错的后面都不做；没有 load、sync 过的不能看；没有的接口出错。
// window.fakeSet 是有 ExcelApi 1.几。
(() => {
  const app = window.Application;
  delete window.Application;
  let queue = [];
  const later = (work) => { queue.push(work); };
  const failure = (code, message) => Object.assign(new Error(message ?? code), { code });
  const has = (set) => Number((window.fakeSet ?? '1.20').slice(2)) >= Number(set.slice(2));
  const need = (set, what) => { if (!has(set)) throw failure('ApiNotFound', `${what} needs ExcelApi ${set}`); };

  /** 一样东西：reads 各怎样看（load、sync 以后才给），writes 各怎样写，别的照给。 */
  function remote(reads, writes, rest) {
    const held = {};
    const made = Object.defineProperties({}, Object.getOwnPropertyDescriptors(rest));
    made.load = (names) => {
      for (const name of names.split(',')) {
        if (!(name in reads)) throw failure('InvalidArgument', `no property ${name}`);
        later(() => { held[name] = reads[name](); });
      }
      return made;
    };
    for (const name of new Set([...Object.keys(reads), ...Object.keys(writes)])) {
      Object.defineProperty(made, name, {
        get() {
          if (!(name in held)) throw failure('PropertyNotLoaded', name);
          return held[name];
        },
        set(value) { later(() => writes[name](value)); },
      });
    }
    return made;
  }

  async function sync() {
    const todo = queue;
    queue = [];
    await new Promise((done) => { setTimeout(done, 1); });
    for (const work of todo) {
      try {
        work();
      } catch (error) {
        throw error.code ? error : failure('AccessDenied', error.message);
      }
    }
  }

  const cell = (sheet, address) => sheet().Range(address);
  const typeOf = (value) => ({ string: value === '' ? 'Empty' : 'String', number: 'Double', boolean: 'Boolean' })[typeof value];

  function range(sheet, address) {
    const value = () => cell(sheet, address).Value2 ?? '';
    const write = (given) => {
      if (typeof given === 'string' && given.startsWith('=')) cell(sheet, address).Formula = given;
      else cell(sheet, address).Value2 = given;
    };
    return remote({
      values: () => [[value()]],
      formulas: () => [[cell(sheet, address).HasFormula ? cell(sheet, address).Formula : value()]],
      valueTypes: () => [[typeOf(value())]],
      numberFormat: () => [[cell(sheet, address).NumberFormat]],
    }, {
      values: ([[given]]) => write(given),
      formulas: ([[given]]) => write(given),
    }, {
      select() { later(() => cell(sheet, address).Select()); },
      format: { font: {} },
      set columnHidden(is) { later(() => { cell(sheet, address).EntireColumn.Hidden = is; }); },
      get conditionalFormats() { return formats(sheet, address); },
    });
  }

  function formats(sheet, address) {
    need('1.6', 'conditionalFormats');
    const rules = () => (address ? cell(sheet, address) : sheet().Cells).FormatConditions;
    const made = {
      load(names) {
        if (names !== 'items/type') throw failure('InvalidArgument', names);
        later(() => {
          made.loaded = Array.from({ length: rules().Count }, (_, at) => existing(rules().Item(at + 1)));
        });
      },
      get items() {
        if (!made.loaded) throw failure('PropertyNotLoaded', 'items');
        return made.loaded;
      },
      add(type) {
        if (type !== 'Custom') throw failure('InvalidArgument', type);
        let rule;
        return {
          custom: {
            rule: remote({}, { formula: (given) => { rule = rules().Add(2, undefined, given); } }, {}),
            format: { fill: remote({}, { color: (given) => { rule.Interior.Color = bgr(given); } }, {}) },
          },
          set priority(place) {
            if (place !== 0) throw failure('InvalidArgument', 'priority');
            later(() => rule.SetFirstPriority());
          },
        };
      },
    };
    return made;
  }

  const existing = (rule) => ({
    type: rule.Type === 2 ? 'Custom' : 'CellValue',
    custom: { rule: remote({ formula: () => rule.Formula1 }, {}, {}) },
    delete() { later(() => rule.Delete()); },
  });

  const bgr = (colour) => {
    const [red, green, blue] = colour.match(/[0-9A-F]{2}/gi).map((each) => Number.parseInt(each, 16));
    return (blue << 16) | (green << 8) | red;
  };

  const note = (sheet, address) => remote(
    { content: () => cell(sheet, address).Comment?.Text() ?? null },
    { content: (text) => cell(sheet, address).Comment.Text(text) },
    {
      get isNullObject() { return this.content === null; },
      delete() { later(() => cell(sheet, address).Comment.Delete()); },
    },
  );

  const notes = (sheet) => ({
    add(address, text) {
      later(() => {
        if (cell(sheet, address).Comment) throw failure('InvalidOperation', 'there is a note already');
        cell(sheet, address).AddComment(text);
      });
    },
    getItem: (address) => note(sheet, address),
    getItemOrNullObject: (address) => note(sheet, address),
  });

  function worksheet(name) {
    const sheet = () => {
      try {
        return app.ActiveWorkbook.Worksheets.Item(name);
      } catch (error) {
        throw failure('ItemNotFound', name);
      }
    };
    return {
      activate() { need('1.7', 'activate'); later(() => sheet().Activate()); },
      getRange: (address = '') => range(sheet, address),
      getRanges(areas) { need('1.9', 'getRanges'); return range(sheet, areas); },
      get notes() { need('1.18', 'notes'); return notes(sheet); },
      delete() { later(() => sheet().Delete()); },
    };
  }

  const context = {
    sync,
    workbook: {
      worksheets: {
        getItem: worksheet,
        add(name) { later(() => { app.ActiveWorkbook.Worksheets.Add().Name = name; }); return worksheet(name); },
        onChanged: {
          add(told) { need('1.9', 'onChanged'); later(() => { fake.heard.SheetChange = told; }); },
        },
      },
    },
  };
  let before = Promise.resolve();
  window.Excel = {
    ConditionalFormatType: { custom: 'Custom' },
    RangeValueType: { string: 'String' },
    run(work) {
      // 各批不相干，这里一批做完再做下一批。
      const batch = before.then(async () => {
        if (window.fakeTyping) throw failure('InvalidOperationInCellEditMode');
        queue = [];
        const done = await work(context);
        await sync();
        return done;
      });
      before = batch.catch(() => undefined);
      return batch;
    },
    async createWorkbook(content) {
      need('1.8', 'createWorkbook');
      fake.calls.push(['createWorkbook', content]);
    },
  };

  // getFileAsync：同时最多开两份。
  let open = 0;
  const replied = (told, work) => setTimeout(() => {
    try {
      told({ status: 'succeeded', value: work() });
    } catch (error) {
      told({ status: 'failed', error: { code: 5001, message: error.message } });
    }
  }, 1);
  const given = (path, sliceSize) => {
    app.ActiveWorkbook.SaveCopyAs(path);
    const content = app.FileSystem.readAsBinaryString(path);
    const size = Math.min(sliceSize, 1000);
    return {
      size: content.length,
      sliceCount: Math.ceil(content.length / size),
      getSliceAsync(at, back) {
        replied(back, () => {
          const text = content.slice(at * size, (at + 1) * size);
          return { data: Array.from(text, (each) => each.charCodeAt(0)), index: at, size: text.length };
        });
      },
      closeAsync(back) {
        open -= 1;
        app.FileSystem.Remove(path);
        if (back) replied(back, () => undefined);
      },
    };
  };
  const settings = new Map();
  window.Office = {
    HostType: { Excel: 'Excel' },
    FileType: { Compressed: 'compressed' },
    AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
    onReady: async () => ({ host: 'Excel', platform: 'PC' }),
    context: {
      requirements: { isSetSupported: (set, version) => set === 'ExcelApi' && has(version) },
      document: {
        settings: {
          get: (name) => settings.get(name) ?? null,
          set(name, value) { settings.set(name, value); },
          saveAsync(told) { replied(told, () => undefined); },
        },
        get url() { return app.ActiveWorkbook.FullName; },
        getFileAsync(type, { sliceSize }, told) {
          replied(told, () => {
            if (type !== 'compressed' || sliceSize > 4194304 || open >= 2) throw new Error('getFileAsync');
            const file = given(`copy-${Math.random()}`, sliceSize);
            open += 1;
            return file;
          });
        },
      },
    },
  };
})();
