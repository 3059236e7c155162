// @ts-check
// 后台线程：打开 Python，收一把钥匙，以后收一句要求、答一句。文件都在 engine/ 里，不上网。

const opened = (async () => {
  const at = new URL('./engine/', import.meta.url).href;
  const { loadPyodide } = await import(`${at}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: at });
  const packages = await fetch(`${at}site.zip`);
  if (!packages.ok) throw new Error(`site.zip ${packages.status}`);
  python.unpackArchive(await packages.arrayBuffer(), 'zip', { extractDir: '/site' });
  python.runPython("import sys; sys.path.insert(0, '/site')");
  return python.pyimport('perfxl.pane.engine');
})();

onmessage = async ({ data }) => {
  try {
    const engine = await opened;
    if (data.key) engine.keep_key(data.key);
    else postMessage({ answer: engine.answer(data.asked) });
  } catch (error) {
    postMessage({ error: String(error).split('\n').at(-1) });
  }
};
