// @ts-check
// 窗格的脚本载不进来的（从磁盘上直接打开，浏览器不许），说一句，不留一张空白。
document.addEventListener('error', (event) => {
  if (!(event.target instanceof HTMLScriptElement)) return;
  const said = /** @type {HTMLElement} */ (document.getElementById('said'));
  said.textContent = '窗格的脚本打不开：这里不许网页读磁盘上的文件；请在命令行里运行 perfxl serve 打开窗格。';
  said.classList.add('wrong');
}, true);
