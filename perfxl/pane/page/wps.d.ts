// WPS 的 JS 接口里用到的几样，照公开的文档写（与 VBA 的相近）；没有在真的 WPS 里试过，见 docs/窗格核对单.md。

export interface WpsComment { Text(text?: string): string; Delete(): void }

export interface WpsRange {
  Value2: unknown;
  Formula: unknown;
  HasFormula: unknown;
  NumberFormat: unknown;
  ColumnWidth: number;
  readonly EntireColumn: { Hidden: boolean };
  readonly Font: { Bold: boolean };
  readonly Comment: WpsComment | null | undefined;
  readonly FormatConditions: WpsFormatConditions;
  Select(): void;
  AddComment(text: string): unknown;
}

export interface WpsFormatCondition {
  readonly Type: number;
  readonly Formula1: string;
  readonly Interior: { Color: number };
  SetFirstPriority(): void;
  Delete(): void;
}

export interface WpsFormatConditions {
  readonly Count: number;
  Item(place: number): WpsFormatCondition;
  Add(type: number, operator: number | undefined, formula: string): WpsFormatCondition;
}

export interface WpsSheet {
  Name: string;
  readonly Cells: WpsRange;
  Range(address: string): WpsRange;
  Activate(): void;
  Delete(): void;
}

export interface WpsSheets {
  readonly Count: number;
  Item(name: string | number): WpsSheet;
  Add(before: undefined, after: WpsSheet): WpsSheet;
}

export interface WpsBook {
  readonly Name: string;
  readonly FullName: string;
  readonly Path: string;
  readonly Worksheets: WpsSheets;
  readonly ActiveSheet: WpsSheet;
  Activate(): void;
  SaveCopyAs(path: string): void;
}

export interface WpsApplication {
  readonly ActiveWorkbook: WpsBook | null | undefined;
  readonly Workbooks: { Open(path: string): unknown };
  readonly Env: { GetTempPath(): string };
  readonly FileSystem: {
    readAsBinaryString(path: string): string;
    writeAsBinaryString(path: string, content: string): unknown;
    Exists(path: string): boolean;
    Remove(path: string): unknown;
  };
  readonly ApiEvent: { AddApiEventListener(name: string, told: () => void): void };
  ScreenUpdating: boolean;
  DisplayAlerts: boolean;
}
