// @ts-check
// 拖进来、选中的：文件，或者文件夹连同下级里的。

/** @typedef {{file: File, folder: string, loose?: boolean, again?: () => Promise<File>}} Found 一个文件，和它在文件夹的哪一个下级里；``loose`` 是直接给的，不在文件夹里；``again`` 再取一次现在的 */
/** @typedef {{found: Found[], fromFolder: boolean, root: string, alike?: string}} Dropped ``root`` 是拖进来的那一个文件夹，不止一个的为空：都写在下级里；``alike`` 是一起拖进来的两样都叫的、浏览器另起的名字 */

/** @param {DataTransfer} given @returns {Promise<Dropped>} */
export async function droppedFiles(given) {
  // 放手以后就取不到了，先都记下。
  const items = [...given.items].filter(({ kind }) => kind === 'file');
  const entries = items.map((each) => each.webkitGetAsEntry?.() ?? null);
  if (!entries.length || entries.some((each) => !each)) return pickedFiles(given.files);
  // 同名的，浏览器替后一个另起名字（“自评 (1).xlsx”），与真叫这个名字的分不出来。
  const names = entries.map((each) => each?.name ?? '');
  const alike = names.find((each) => NUMBERED.test(each) && names.includes(each.replace(NUMBERED, '')));
  if (alike) return { found: [], fromFolder: false, root: '', alike };
  const fromFolder = entries.some((each) => each?.isDirectory);
  /** @type {Found[]} */ const found = [];
  const root = fromFolder && entries.length === 1 ? entries[0]?.name ?? '' : '';
  // 几个文件夹一起拖的，连同各自的名字：里面同名的才分得清。
  for (const each of entries) if (each) await within(each, each.isDirectory && !root ? each.name : '', found, each.isFile);
  return { found, fromFolder, root };
}

/** @param {FileList | null} given @returns {Dropped} */
export function pickedFiles(given) {
  const found = [...given ?? []].map((file) => {
    // 选了一个文件夹的：路径头一段是它自己。
    const folders = file.webkitRelativePath.split('/').slice(1, -1);
    return { file, folder: folders.join('/'), loose: file.webkitRelativePath === '' };
  });
  const [first = ''] = found.map(({ file }) => file.webkitRelativePath);
  const alike = first ? '' : twice(found.map(({ file }) => file.name));
  if (alike) return { found: [], fromFolder: false, root: '', alike };
  return { found: found.filter(({ folder }) => !hidden(folder)), fromFolder: first !== '', root: first.split('/', 1)[0] ?? '' };
}

/** @param {FileSystemEntry} entry @param {string} folder @param {Found[]} found @param {boolean} [loose] 直接拖进来的 */
async function within(entry, folder, found, loose = false) {
  if (entry.isFile) {
    const own = /** @type {FileSystemFileEntry} */ (entry);
    /** @type {() => Promise<File>} */
    const again = () => new Promise((done, failed) => { own.file(done, failed); });
    found.push({ file: await again(), folder, loose, again });
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  // 一次最多给一百个，给完为止。
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const inside = await new Promise((done, failed) => { reader.readEntries(done, failed); });
    if (!inside.length) return;
    for (const each of inside) {
      if (each.isDirectory && each.name.startsWith('.')) continue;
      await within(each, each.isDirectory ? `${folder}${folder && '/'}${each.name}` : folder, found);
    }
  }
}

const NUMBERED = / \(\d+\)(?=(\.[^.]*)?$)/;

/** @param {string[]} names @returns {string} 叫了两次的名字（大小写不分）；没有的为空 */
const twice = (names) => names.find((name, at) => names.findIndex((each) => each.toLowerCase() === name.toLowerCase()) < at) ?? '';

/** @param {string} folder */
const hidden = (folder) => folder.split('/').some((each) => each.startsWith('.'));
