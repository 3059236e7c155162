// 假的 WPS：值、公式、批注、条件格式都记在内存里，照公开的文档那样答；``window.fake`` 给测试看。
// 工作簿的内容由测试给（window.fakeBook），改过的格由测试写回去。
(() => {
  const given = window.fakeBook;
  const calls = [];
  const files = new Map();
  const heard = {};
  const sheets = new Map(given.sheets.map((each) => [each.name, {
    ...each, cells: new Map(Object.entries(each.cells)), notes: new Map(Object.entries(each.notes)), rules: [],
  }]));
  const fail = (name, ...told) => {
    calls.push([name, ...told]);
    if (window.fakeFails?.(name, ...told)) throw new Error(`${name} failed`);
  };

  const conditions = (sheet, areas) => ({
    get Count() { return sheet.rules.length; },
    Item(place) {
      const rule = sheet.rules[place - 1];
      return {
        Type: rule.type, Formula1: rule.formula,
        get Interior() { return rule; },
        Delete() { fail('Rule.Delete', rule.formula); sheet.rules.splice(sheet.rules.indexOf(rule), 1); },
      };
    },
    Add(type, operator, formula) {
      fail('FormatConditions.Add', sheet.name, areas, type, operator, formula);
      const rule = { type, formula, areas, Color: 0 };
      sheet.rules.push(rule);
      return {
        get Interior() { return rule; },
        SetFirstPriority() { sheet.rules.splice(sheet.rules.indexOf(rule), 1); sheet.rules.unshift(rule); },
      };
    },
  });
  const range = (sheet, address) => ({
    get Value2() { return sheet.cells.get(address)?.value ?? null; },
    set Value2(value) {
      fail('Value2', sheet.name, address, value);
      if (value === '') sheet.cells.delete(address);
      else sheet.cells.set(address, { value: typeof value === 'string' ? value.replace(/^'/, '') : value });
      heard.SheetChange?.();
    },
    get HasFormula() { return sheet.cells.get(address)?.formula !== undefined; },
    get Formula() { return sheet.cells.get(address)?.formula ?? ''; },
    set Formula(formula) {
      fail('Formula', sheet.name, address, formula);
      sheet.cells.set(address, { value: 0, formula });
    },
    get NumberFormat() { return sheet.cells.get(address)?.format ?? 'General'; },
    ClearContents() { fail('ClearContents', sheet.name, address); sheet.cells.delete(address); },
    set ColumnWidth(width) { fail('ColumnWidth', sheet.name, address, width); },
    Font: {},
    EntireColumn: { set Hidden(is) { sheet.hiddenColumns = is ? address : ''; } },
    Select() { fail('Select', sheet.name, address); window.fake.selected = `${sheet.name}!${address}`; },
    get FormatConditions() { return conditions(sheet, address); },
    get Comment() {
      if (!sheet.notes.has(address)) return null;
      return {
        Text(text) {
          if (text === undefined) return sheet.notes.get(address);
          fail('Comment.Text', sheet.name, address);
          sheet.notes.set(address, text);
          return text;
        },
        Delete() { fail('Comment.Delete', sheet.name, address); sheet.notes.delete(address); },
      };
    },
    AddComment(text) { fail('AddComment', sheet.name, address); sheet.notes.set(address, text); },
  });
  const faceOf = (sheet) => ({
    get Name() { return sheet.name; },
    set Name(name) {
      fail('Name', name);
      sheets.delete(sheet.name);
      sheet.name = name;
      sheets.set(name, sheet);
    },
    get Cells() { return range(sheet, ''); },
    Range: (address) => range(sheet, address),
    Activate() { fail('Sheet.Activate', sheet.name); },
    Delete() { fail('Sheet.Delete', sheet.name); sheets.delete(sheet.name); },
  });
  const book = {
    Name: given.name, FullName: `/home/user/${given.name}`, Path: '/home/user',
    Activate() { fail('Book.Activate'); },
    SaveCopyAs(path) { fail('SaveCopyAs', path); files.set(path, atob(window.fakeBook.content)); },
    get ActiveSheet() { return faceOf([...sheets.values()][0]); },
    Worksheets: {
      get Count() { return sheets.size; },
      Item(which) {
        const sheet = typeof which === 'number' ? [...sheets.values()][which - 1] : sheets.get(which);
        if (!sheet) throw new Error(`no sheet ${which}`);
        return faceOf(sheet);
      },
      Add() {
        fail('Sheets.Add');
        const sheet = { name: `Sheet${sheets.size + 1}`, cells: new Map(), notes: new Map(), rules: [] };
        sheets.set(sheet.name, sheet);
        return faceOf(sheet);
      },
    },
  };
  window.Application = {
    ActiveWorkbook: book,
    Workbooks: { Open(path) { fail('Open', path); } },
    Env: { GetTempPath: () => '/tmp' },
    FileSystem: {
      readAsBinaryString(path) { fail('read', path); return files.get(path) ?? ''; },
      writeAsBinaryString(path, content) { fail('write', path); files.set(path, content); return true; },
      Exists: (path) => files.has(path),
      Remove(path) { fail('Remove', path); return files.delete(path); },
    },
    ApiEvent: { AddApiEventListener(name, told) { heard[name] = told; } },
    ScreenUpdating: true,
    DisplayAlerts: true,
  };
  window.fake = {
    app: window.Application, calls, files, heard, selected: '',
    state: () => [...sheets].map(([name, sheet]) => ({
      name, rules: sheet.rules, notes: Object.fromEntries(sheet.notes), cells: Object.fromEntries(sheet.cells),
    })),
    addRule(name, rule) { sheets.get(name).rules.push(rule); },
  };
})();
