// 把 site.zip 里的 .py 编成这一版 Pyodide 的字节码：node compile_site.mjs pyodide的文件夹 site.zip 写到.zip
// 网页每次打开都是新的，不先编好就每次都要编一遍，多等一倍的时间。
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [folder, given, made] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: `${folder}/` });
python.unpackArchive(new Uint8Array(readFileSync(given)), 'zip', { extractDir: '/site' });
python.runPython(`
import compileall
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

site = Path("/site")
if not compileall.compile_dir(
    site, quiet=1, legacy=True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH
):
    raise SystemExit("a module does not compile")
with zipfile.ZipFile("/compiled.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.suffix != ".py":
            entry = zipfile.ZipInfo(str(path.relative_to(site)), (2026, 1, 1, 0, 0, 0))
            packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
`);
writeFileSync(made, python.FS.readFile('/compiled.zip'));
