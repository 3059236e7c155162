// @ts-check
// 文件的内容：字节和 base64 互换；下载到浏览器的下载文件夹。

/** @typedef {import('./contract').FileJson} FileJson */

/** @param {Uint8Array} data */
export function base64(data) {
  let text = '';
  // 一次转得太长，参数放不下。
  for (let at = 0; at < data.length; at += 0x8000) {
    text += String.fromCharCode(...data.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

/** @param {FileJson} file @returns {string} 存在哪里，一句话 */
export function download(file) {
  const link = document.createElement('a');
  const data = Uint8Array.from(atob(file.content), (each) => each.charCodeAt(0));
  link.href = URL.createObjectURL(new Blob([data]));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return `存为“${file.name}”。`;
}
