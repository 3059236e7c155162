// WPS 打开加载项时先读这一份；ribbon.xml 里的按钮叫这里的函数。窗格是 page/pane.html。
'use strict';

// 一个 WPS 窗口一个窗格，号记在 WPS 自己的 PluginStorage 里。
const KEPT = 'perfxl_pane';

/** 功能区装好时。 */
function PerfxlLoaded() {
  return true;
}

/** 按“校验”：打开窗格；开着的带到前面来。 */
function PerfxlOpen() {
  const wps = window.Application ?? window.wps;
  try {
    const kept = wps.PluginStorage.getItem(KEPT);
    const pane = (kept && wps.GetTaskPane(kept)) || wps.CreateTaskPane(new URL('page/pane.html', document.baseURI).href);
    wps.PluginStorage.setItem(KEPT, pane.ID);
    pane.Visible = true;
  } catch (error) {
    alert('窗格打不开；请退出 WPS 再打开，还不行的运行 perfxl addin wps status 看看。');
  }
  return true;
}

/** 按钮的图。 */
function PerfxlImage() {
  return 'perfxl.svg';
}

Object.assign(window, { PerfxlLoaded, PerfxlOpen, PerfxlImage });
