// @ts-check
// 后台线程：打开 Python，收一把钥匙，以后收一句要求、答一句。文件都在 engine/ 里，不上网。

const opened = Promise.race([open(), refused()]);

async function open() {
  const at = new URL('./engine/', import.meta.url).href;
  const { loadPyodide } = await import(`${at}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: at });
  const packages = await fetch(`${at}site.zip`);
  if (!packages.ok) throw new Error(`site.zip ${packages.status}`);
  python.unpackArchive(await packages.arrayBuffer(), 'zip', { extractDir: '/site' });
  python.runPython("import sys; sys.path.insert(0, '/site')");
  return python.pyimport('perfxl.pane.engine');
}

/**
 * .wasm 没有取到、浏览器不认得的，loadPyodide 自己咽下，一直等着：在这里听，听到了抛。
 * 网站没有把它说成 application/wasm 的，浏览器不肯边取边编：取完再编。
 * @returns {Promise<never>}
 */
function refused() {
  return new Promise((_, fail) => {
    const { instantiateStreaming } = WebAssembly;
    /** @type {typeof instantiateStreaming} */
    const heard = async (source, imports) => {
      try {
        const reply = await source;
        if (!reply.ok) throw new Error(`${reply.url.split('/').slice(-1)[0]} ${reply.status}`);
        return reply.headers.get('Content-Type') === 'application/wasm'
          ? await instantiateStreaming.call(WebAssembly, reply, imports)
          : await WebAssembly.instantiate(await reply.arrayBuffer(), imports);
      } catch (error) {
        fail(error);
        throw error;
      }
    };
    Object.assign(WebAssembly, { instantiateStreaming: heard });
  });
}

let warmed = false;
onmessage = async ({ data }) => {
  try {
    const engine = await opened;
    if (data.key) engine.keep_key(data.key);
    else postMessage({ answer: engine.answer(data.asked) });
    // 答过头一句，闲着的时候把别的都载入：头一次查就不用等。
    if (!warmed && !data.key) {
      warmed = true;
      setTimeout(() => engine.warm());
    }
  } catch (error) {
    postMessage({ error: String(error).split('\n').slice(-1)[0] });
  }
};
