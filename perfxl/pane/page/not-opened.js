// @ts-check
// 窗格的脚本跑不起来的，说一句，不留一张空白。旧的浏览器核心也要读得懂，所以照 ES5 写。
(function () {
  var OLD = '这里的浏览器核心太旧，窗格开不了；请换新的浏览器、新的 WPS 或 Office（Excel 2016、2019 请用加载项），'
    + '或在命令行里用 perfxl check。';
  var SHUT = '窗格的脚本打不开：这里不许网页读磁盘上的文件；请在命令行里运行 perfxl serve 打开窗格。';

  /** @param {string} text */
  function say(text) {
    var said = /** @type {HTMLElement} */ (document.getElementById('said'));
    said.textContent = text;
    said.className = 'wrong';
  }

  // 从磁盘上直接打开，浏览器不许载。Office 的脚本没有载到，由窗格自己说。
  document.addEventListener('error', function (event) {
    var script = event.target;
    if (script instanceof HTMLScriptElement && !script.hasAttribute('data-office')) say(SHUT);
  }, true);
  // 网页都载完了，窗格的脚本还一句话没有说：它用的写法这里不认得。
  window.addEventListener('load', function () {
    var said = /** @type {HTMLElement} */ (document.getElementById('said'));
    if (!said.textContent) say(OLD);
  });
})();
