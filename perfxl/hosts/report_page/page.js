"use strict";
// 各张长表：排序、筛选、分段显示。数据在各节的 <script class="data"> 里，只用 textContent 写进页面。
(() => {
  const STEP = 200, PRINTED = 5000;
  const tables = new Map();
  const format = new Intl.NumberFormat("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const whole = new Intl.NumberFormat("zh-CN");

  function shown(value, kind) {
    if (value === null) return "";
    if (typeof value === "string") return value;
    if (kind === "amount") return format.format(value);
    if (kind === "percent") return format.format(value) + "%";
    if (kind === "points") return format.format(value);
    return kind === "year" ? String(value) : whole.format(value);
  }

  function made(tag, options = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (name === "text") element.textContent = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  class LongTable {
    constructor(section) {
      const data = JSON.parse(section.querySelector("script.data").textContent);
      Object.assign(this, { section, columns: data.columns, pool: data.pool, files: data.files });
      this.rows = data.rows.map(([values, link, colours]) => ({
        values: values.map((value, place) => (Array.isArray(value) ? this.pool[value[0]] : value)),
        link, colours,
      }));
      this.body = section.querySelector("tbody");
      this.status = section.querySelector(".shown");
      this.more = section.querySelector(".more");
      this.picked = new Map();
      this.order = null;
      this.limit = STEP;
      this.heads();
      this.tools();
      this.show();
    }

    heads() {
      this.cells = [...this.section.querySelectorAll("thead th")];
      this.cells.forEach((cell, place) => {
        const title = cell.textContent;
        // 打印时每页重复的表头里，浏览器不画按钮，另备一份字。
        cell.replaceChildren(
          made("button", { type: "button", text: title, onclick: () => this.sort(place) }),
          made("span", { class: "printed", text: title }));
        cell.setAttribute("aria-sort", "none");
      });
    }

    tools() {
      const form = this.section.querySelector(".tools");
      form.addEventListener("submit", (event) => event.preventDefault());
      this.words = made("input", { type: "search", size: 18, oninput: () => this.filter() });
      form.append(made("label", { text: "含有的字" }, this.words));
      this.selects = new Map();
      this.columns.forEach((column, place) => {
        if (!column.picks) return;
        const values = [...new Set(this.rows.map((row) => row.values[place]))].filter((each) => each !== null && each !== "");
        if (values.length < 2) return;
        values.sort((one, other) => (typeof one === "number" ? one - other : String(one).localeCompare(String(other), "zh-CN")));
        const select = made("select", { onchange: () => this.pick(place, select.value) }, made("option", { value: "", text: "全部" }));
        for (const value of values) select.append(made("option", { value: String(value), text: String(value) }));
        this.selects.set(place, select);
        form.append(made("label", { text: column.title }, select));
      });
      form.append(made("button", { type: "button", text: "全部显示", onclick: () => this.clear() }));
    }

    clear() {
      this.words.value = "";
      this.picked.clear();
      for (const select of this.selects.values()) select.value = "";
      this.filter();
    }

    pick(place, value) {
      if (value === "") this.picked.delete(place);
      else this.picked.set(place, value);
      this.filter();
    }

    filter() {
      this.limit = STEP;
      this.show();
    }

    // 照别的表的一行筛选：两张表同名的几栏。
    only(columns, values) {
      this.clear();
      this.columns.forEach((column, place) => {
        const other = columns.findIndex((each) => each.title === column.title);
        if (other < 0 || !(column.picks || column.heads) || values[other] === null || values[other] === "") return;
        this.picked.set(place, String(values[other]));
        const select = this.selects.get(place);
        if (select) select.value = String(values[other]);
      });
      this.filter();
      this.section.scrollIntoView();
      this.section.focus();
    }

    sort(place) {
      const rising = !(this.order && this.order.place === place && this.order.rising);
      this.order = { place, rising };
      this.cells.forEach((cell, each) => {
        cell.setAttribute("aria-sort", each !== place ? "none" : rising ? "ascending" : "descending");
      });
      this.show();
    }

    found() {
      const words = this.words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const picked = [...this.picked];
      let rows = this.rows.filter((row) => picked.every(([place, value]) => String(row.values[place]) === value));
      if (words.length) {
        rows = rows.filter((row) => {
          const text = row.values.join(" ").toLowerCase();
          return words.every((word) => text.includes(word));
        });
      }
      if (this.order) {
        const { place, rising } = this.order;
        const sign = rising ? 1 : -1;
        const empty = (value) => value === null || value === "";
        rows = [...rows].sort(({ values: a }, { values: b }) => {
          const one = a[place], other = b[place];
          if (empty(one) || empty(other)) return Number(empty(one)) - Number(empty(other));
          return sign * (typeof one === "number" ? one - other : String(one).localeCompare(String(other), "zh-CN"));
        });
      }
      return rows;
    }

    show() {
      const rows = this.found();
      const part = rows.slice(0, this.limit);
      this.body.replaceChildren(...part.map((row) => this.line(row)));
      const all = rows.length === this.rows.length ? `共 ${rows.length} 行` : `${this.rows.length} 行里有 ${rows.length} 行`;
      this.status.textContent = part.length < rows.length ? `${all}，显示前 ${part.length} 行。` : `${all}。`;
      this.more.replaceChildren();
      if (part.length < rows.length) {
        const next = Math.min(STEP * 5, rows.length - part.length);
        this.more.append(made("button", { type: "button", text: `再显示 ${next} 行`, onclick: () => { this.limit += next; this.show(); } }));
      }
    }

    line(row) {
      const colours = new Map(row.colours || []);
      return made("tr", {}, ...this.columns.map((column, place) => {
        const text = shown(row.values[place], column.kind);
        const cell = made(column.heads ? "th" : "td", { class: column.kind, scope: column.heads ? "row" : null });
        const colour = colours.get(place);
        if (colour) cell.style.backgroundColor = `#${colour}`;
        if (column.links && row.link) {
          const [file, sheet, place] = row.link;
          const named = [this.files[file][1], sheet, place].filter(Boolean).join(" · ");
          cell.append(made("a", { href: this.files[file][0], title: named, text: text || named }));
        } else if (column.opens && tables.has(column.opens) && text) {
          const go = () => tables.get(column.opens).only(this.columns, row.values);
          cell.append(made("button", { type: "button", class: "opens", title: `看${column.opens}`, text, onclick: go }));
        } else {
          cell.textContent = text;
        }
        return cell;
      }));
    }
  }

  const sections = [...document.querySelectorAll("section.long")].filter((each) => each.querySelector("script.data"));
  for (const section of sections) tables.set(section.id, null);
  for (const section of sections) tables.set(section.id, new LongTable(section));

  // 打印的时候，筛选出来的都印。
  const limits = new Map();
  addEventListener("beforeprint", () => {
    for (const [name, table] of tables) {
      limits.set(name, table.limit);
      table.limit = PRINTED;
      table.show();
    }
  });
  addEventListener("afterprint", () => {
    for (const [name, table] of tables) {
      table.limit = limits.get(name);
      table.show();
    }
  });
})();
