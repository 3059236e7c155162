// 与引擎的一问一答（perfxl/contract/pane.py）；tests/pane/test_page.py 查两边的名字相同。

export type Command = 'about' | 'check' | 'score' | 'fix' | 'make' | 'copy' | 'clear'
  | 'restore' | 'accept' | 'withdraw' | 'profile';
export type CopyKind = 'marked' | 'fixed' | 'scored';
export type Value = string | number | boolean | null;

export interface FileJson { name: string; content: string }
/** ``folder`` 是在拖进来的文件夹的哪一个下级里；``loose`` 是直接拖进来的，不在文件夹里。 */
export interface GivenFile { name: string; content: string; folder?: string; loose?: boolean }

export interface Acceptance {
  rule: string; reason: string; file?: string; sheet?: string; cells?: string; project?: string;
}
/** 认可了、没有列的一处。 */
export interface Accepted { file: string; sheet: string; cells: string; said: string }
/** 清单（口径）里的一条：``met`` 是它认可了的几处，``void`` 是没有认可成的为什么；都没有的，写明是别的文件的。 */
export interface ListedAcceptance { acceptance: Acceptance; from_profile: boolean; met: Accepted[]; void: string }

/** 拖进来的一份 .yaml：里面的字。 */
export interface GivenText { name: string; text: string }

export interface GivenCell { sheet: string; cell: string }

/** 由年初、调整后两份比出来的表：人定的，``file`` 是哪一份。 */
export interface ChosenSide { file: string; side: 'initial' | 'adjusted' | 'unused' }
/** 要人定的：说不准的 ``side`` 为空，``why`` 是怎样知道的。 */
export interface AskedSide { file: string; side: string; why: string }

export interface Request {
  schema: 'perfxl.request/1';
  command: Command;
  workbook?: GivenFile;
  others?: GivenFile[];
  from_folder?: boolean;
  profile?: string;
  own_profile?: GivenText;
  acceptances?: Acceptance[];
  acceptance_list?: string;
  acceptance_folder?: string;
  acceptance_elsewhere?: boolean;
  acceptance_loose?: boolean;
  root?: string;
  sides?: ChosenSide[];
  only?: GivenCell[];
  form?: string;
  pdf?: boolean;
  copy?: CopyKind;
  live?: boolean;
}

export interface About {
  version: string; profiles: string[]; default_profile: string; forms: string[]; gathered: string[];
  largest_workbook: number; most_workbooks: number; shortest_reason: number; pdf: boolean }

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
  because: string[]; doubt: string; before_shown?: string; shown?: string; remarks?: string[];
}
export interface Mark { sheet: string; cells: string; colour: string; rank: number; text: string }
/** 一张清单：各栏、各行；一行链到一格的，``links`` 里有它，写在第 ``link_column`` 栏（从 1 起）。 */
export interface List {
  name: string; heading: string; columns: { title: string; width: number }[]; rows: Value[][];
  links: { book: string; sheet: string; cell: string }[]; link_column: number; colours: string[];
}
export interface Outcome { sentences: string[]; lists: List[]; edits: Edit[]; left: Edit[]; marks: Mark[] }

/** 开着的工作簿照着做的：值照交给 ``Range.Value2``，``null`` 是清空。 */
export interface LiveEdit { sheet: string; cell: string; value: Value }
/** 后面的在上面。 */
export interface LiveRule { areas: string; formula: string; colour: string }
/** 批注现在是 ``before``，要成为 ``after``；空的是没有批注。 */
export interface LiveNote { cell: string; before: string; after: string }
/** ``clears`` 是先去掉自己的各条颜色。 */
export interface LiveMarks { sheet: string; clears: boolean; rules: LiveRule[]; notes: LiveNote[] }
/** 自己加的颜色：公式正是 ``whole``，或以 ``opening`` 开头。 */
export interface OwnRules { whole: string; opening: string }
/** “改动记录”表：写在各格以前；``adds`` 的先加上这张表，``drops`` 的写完各格就删去它。 */
export interface LiveRecord {
  sheet: string; adds: boolean; widths: number[]; hidden: string; cells: LiveEdit[]; drops: boolean;
}
export interface Live { edits: LiveEdit[]; marks: LiveMarks[]; own_rules: OwnRules; record?: LiveRecord }

/** 列出的一条：``findings`` 是说的哪几处（合成一条的不止一处）；``follows`` 的跟在它的因后面。 */
export interface ToldFinding {
  severity: 'error' | 'warning' | 'info'; cells: string; rule: string; said: string; hint: string; basis: string;
  follows: boolean; findings: number[];
}
export interface ToldTable { title: string; findings: ToldFinding[] }
/** 只列 ``level`` 和更重的。 */
export interface Listing { level: string; title: string; tables: ToldTable[] }

export interface Checked {
  profile: string; profile_why: string; findings: Finding[];
  unread_rows: object[]; unread_sheets: object[];
  accepted: number;
  acceptances: Acceptance[];
  listings: Listing[];
  told: string[];
  listed_acceptances: ListedAcceptance[];
  list_fault: string;
  list_folder: string;
}

/** 一份 .yaml：是口径的，它自己的名字；不是的 ``name`` 为空，``why`` 是为什么没有用。 */
export interface OwnProfile { name: string; why: string }

export interface Answer {
  schema: 'perfxl.answer/1';
  command: Command;
  said?: string; error?: string;
  about?: About; outcome?: Outcome; live?: Live; check?: Checked; file?: FileJson; sides?: AskedSide[];
  own_profile?: OwnProfile;
}

/** 拖进来的口径。 */
export interface OwnProfiles {
  /** 是不是口径；写错了的、看不懂的抛 ``Sentence``。 */
  recognised(given: GivenText): Promise<OwnProfile>;
  /** 添在“口径”里；``used`` 的就用它。 */
  keep(name: string, given: GivenText, used: boolean): void;
  /** 现在选着的是拖进来的哪一份；不是拖进来的为 ``null``。 */
  chosen(): GivenText | null;
}

/** 会答的：本机的服务，或网页里的 WebAssembly。 */
export interface Engine {
  ask(request: Request, signal?: AbortSignal): Promise<Answer>;
  /** 引擎是什么，一句话。 */
  readonly said: string;
  /** 要人知道的一句话：为什么是这一个引擎。 */
  readonly told?: string;
}

/** 工作簿开在哪里：拖进网页的文件、WPS、Excel。做不到的几样不写；做不成的抛 ``Sentence``，一样也没有做。 */
export interface Host {
  /** 现在的样子；还没有工作簿的为 ``null``。 */
  snapshot(): Promise<GivenFile | null>;
  /** 这一次取快照时，有的文件放进来以后改过，又读了一遍。 */
  reread?(): boolean;
  /** 一起拖进来的别的工作簿，一起查。 */
  others?(): GivenFile[];
  /** 几个里面，接着要写副本的是这一个。 */
  choose?(file: string): void;
  /** 它们是拖进来的一个文件夹里的。 */
  fromFolder?(): boolean;
  /** 拖进来的那一个文件夹叫什么；不止一个的、不在文件夹里的为 ``''``。 */
  root?(): string;
  /** 几个里面选着的一个，连同在哪个下级里；只有一个的为 ``''``。 */
  oneOfSeveral?(): string;
  /** 还有一个与它同名，在别的文件夹里。 */
  hasNamesake?(): boolean;
  /** 是哪一个工作簿（快照的那个）；换了一个的，认可过的不算。 */
  which?(): string;
  /** 选中一格。 */
  go?(sheet: string, cells: string): Promise<void>;
  /** 先写改动记录，再照改动写；写不成的都放回原样。给出写了几格（记录的不算）。 */
  apply?(edits: LiveEdit[], record?: LiveRecord): Promise<number>;
  /** 照着去掉、加上标记；给出没有做成的一句话，都做成的为 ``''``。 */
  mark?(marks: LiveMarks[], own: OwnRules): Promise<string>;
  /** 工作簿旁边的“校验认可.yaml”；没有的为 ``''``。每次问引擎以前看一遍。 */
  acceptances?(): Promise<string>;
  /** 这份清单在拖进来的文件夹的哪一个下级里，只管那里的文件。 */
  listFolder?(): string;
  /** 这份清单是直接拖进来的，不在哪个文件夹里：各条自己写着。 */
  listLoose?(): boolean;
  /** 引擎照各条写的看，它管的是这一个下级。 */
  listIsIn?(folder: string): void;
  /** 这份清单是先前拖进来的别的文件的，不管现在的这些。 */
  listElsewhere?(): boolean;
  /** 有了的清单管不着 ``file`` 的，一句话；管得着、还没有清单的为 ``''``。 */
  beyondList?(file: string): string;
  /** 换成这一份；给出记在哪里的一句话，只在这个窗口里记着的为 ``''``。 */
  keepAcceptances?(text: string, folder: string): Promise<string>;
  /** 记在工作簿旁边的文件里，不用再存一份。 */
  readonly listBeside?: true;
  /** 在这里认可的还没有存成文件，关了网页就没有了。 */
  unsaved?(): boolean;
  /** 存成文件了。 */
  listSaved?(): void;
  /** 刚收的认可清单有误：放回原来的一份；没有原来的为假。 */
  keepFormerList?(): boolean;
  /** 内容变了就说一声。 */
  onChange?(told: () => void): void;
  /** 收下一个新文件；给出一句话：存在哪里。 */
  save(file: FileJson): Promise<string>;
}
