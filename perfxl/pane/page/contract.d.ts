// 与引擎的一问一答（perfxl/contract/pane.py）；tests/pane/test_page.py 查两边的名字相同。

export type Command = 'about' | 'check' | 'score' | 'fix' | 'make' | 'copy';
export type CopyKind = 'marked' | 'fixed' | 'scored';
export type Value = string | number | boolean | null;

export interface FileJson { name: string; content: string }

export interface Acceptance {
  rule: string; reason: string; file?: string; sheet?: string; cells?: string; project?: string;
}

export interface Request {
  schema: 'perfxl.request/1';
  command: Command;
  workbook?: FileJson;
  profile?: string;
  acceptances?: Acceptance[];
  form?: string;
  copy?: CopyKind;
}

export interface About {
  version: string; profiles: string[]; default_profile: string; forms: string[];
  largest_workbook: number; shortest_reason: number }

export interface Fix { cell: string; value: Value; what: string; unit?: string }
export interface LeftFix { cell: string; value: Value; what: string; why: string }

export interface Finding {
  rule: string; name: string; severity: 'error' | 'warning' | 'info';
  file: string; sheet: string; cells: string; project: string;
  message: string; hint: string; basis: string; found: Value; expected: Value; related: string;
  caused_by: number | null; fixes: Fix[]; left: LeftFix[];
}

export interface Content { kind: string; value: Value }
export interface Edit {
  sheet: string; cell: string; what: string; before: Content; after: Content; unit: string;
  because: string[]; doubt: string;
}
export interface Mark { sheet: string; cells: string; colour: string; rank: number; text: string }
export interface Outcome { sentences: string[]; edits: Edit[]; left: Edit[]; marks: Mark[] }

export interface Checked {
  profile: string; profile_why: string; findings: Finding[];
  unread_rows: object[]; unread_sheets: object[];
  accepted: number;
}

export interface Answer {
  schema: 'perfxl.answer/1';
  command: Command;
  said?: string; error?: string;
  about?: About; outcome?: Outcome; check?: Checked; file?: FileJson;
}

/** 会答的：本机的服务，或网页里的 WebAssembly。 */
export interface Engine {
  ask(request: Request, signal?: AbortSignal): Promise<Answer>;
  /** 引擎是什么，一句话。 */
  readonly said: string;
}

/** 工作簿开在哪里：拖进网页的文件、WPS、Excel。做不到的几样不写。 */
export interface Host {
  /** 现在的样子；还没有工作簿的为 ``null``。 */
  snapshot(): Promise<FileJson | null>;
  /** 选中一格。 */
  go?(sheet: string, cells: string): Promise<void>;
  /** 照改动写；给出写了几格。 */
  apply?(edits: Edit[]): Promise<number>;
  /** 标色、加批注，先去掉上一次的；给出标了几处。 */
  mark?(marks: Mark[]): Promise<number>;
  /** 内容变了就说一声。 */
  onChange?(told: () => void): void;
  /** 收下一个新文件。 */
  save(file: FileJson): Promise<void>;
}
