"use strict";
(() => {
  const table = document.getElementById("list");
  if (!table) return;
  const find = (id) => document.getElementById(id);
  const items = [...table.querySelectorAll("tbody.item")];
  const heads = [...table.querySelectorAll("tbody.part")];
  const tools = find("tools");
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const words = new Map(items.map((item) => [item, plain(item.textContent)]));
  const sorted = [...table.querySelectorAll("th[data-sort]")];
  const first = { n: 1, urgency: 1, rate: 1, lack: -1 };
  const order = find("order");
  const usual = order.value;
  let key = usual, way = 1;

  const number = (item) => (item.dataset[key] ? Number(item.dataset[key]) : NaN);
  const compare = (a, b) => {
    const parts = Number(a.dataset.part) - Number(b.dataset.part);
    if (parts) return parts;
    const x = number(a), y = number(b);
    if (x !== y && !(Number.isNaN(x) && Number.isNaN(y))) {
      if (Number.isNaN(x)) return 1;
      if (Number.isNaN(y)) return -1;
      return (x - y) * way;
    }
    return Number(a.dataset.n) - Number(b.dataset.n);
  };
  const sort = (by, direction) => {
    key = by;
    way = direction;
    const rows = [...items].sort(compare);
    for (const head of heads) table.append(head, ...rows.filter((item) => item.dataset.part === head.dataset.part));
    if (!heads.length) table.append(...rows);
    for (const th of sorted) {
      th.setAttribute("aria-sort", th.dataset.sort !== key ? "none" : way > 0 ? "ascending" : "descending");
    }
    order.value = key;
  };
  const filter = () => {
    const chosen = ["status", "owner", "group"].map((name) => [name, find(name)?.value ?? ""]).filter((each) => each[1]);
    const text = plain(find("text").value);
    let shown = 0;
    for (const item of items) {
      const fits = chosen.every(([name, value]) => item.dataset[name].split(" ").includes(value)) && words.get(item).includes(text);
      item.hidden = !fits;
      shown += fits;
    }
    for (const head of heads) head.hidden = !items.some((item) => item.dataset.part === head.dataset.part && !item.hidden);
    find("shown").textContent = shown === items.length ? `共${shown}项` : `${items.length}项中的${shown}项`;
    find("none").hidden = shown > 0;
  };
  const unfold = (item, open) => {
    item.classList.toggle("open", open);
    item.querySelector(".fold")?.setAttribute("aria-expanded", String(open));
  };

  for (const item of items) {
    if (!item.querySelector(".more")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    button.textContent = "详情";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => unfold(item, !item.classList.contains("open")));
    const marks = item.querySelector("th[scope=row] small");
    button.classList.toggle("alone", !marks.textContent);
    marks.append(button);
  }
  for (const th of sorted) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", `按${th.textContent}排序`);
    th.append(button);
    th.addEventListener("click", () => sort(th.dataset.sort, key === th.dataset.sort ? -way : first[th.dataset.sort]));
  }
  for (const name of ["status", "owner", "group"]) find(name)?.addEventListener("change", filter);
  find("text").addEventListener("input", filter);
  order.addEventListener("change", () => sort(order.value, first[order.value]));
  find("all").addEventListener("click", (event) => {
    const open = event.target.getAttribute("aria-pressed") !== "true";
    event.target.setAttribute("aria-pressed", String(open));
    event.target.textContent = open ? "全部收起" : "全部展开";
    for (const item of items) unfold(item, open);
  });
  find("clear").addEventListener("click", () => {
    for (const field of tools.querySelectorAll("select, input")) field.value = "";
    sort(usual, 1);
    filter();
  });
  document.documentElement.classList.add("js");
  tools.hidden = false;
  sort(usual, 1);
  filter();
})();
