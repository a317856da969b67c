"use strict";
// Everything that stands in the page is there without this script; it filters, leads from relations to the text, and explains.
// What comes from a text is only ever set as text, never as markup.

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const docs = all(".doc").map(root => ({ root, record: JSON.parse(one(".record", root).textContent) }));
const docOf = element => docs.find(doc => doc.root.contains(element));
const card = one("#card");

function make(name, text, ...children) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

// Light and dark: the system's choice until the button is pressed.
one("#theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.style.colorScheme ? root.style.colorScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.style.colorScheme = dark ? "light" : "dark";
});

// One article at a time.
const pick = one("#pick");
if (pick) {
  const show = () => { docs.forEach(({ root }, at) => { root.hidden = at !== Number(pick.value); }); hideCard(); };
  pick.addEventListener("change", show);
  show();
}

// Tabs, with the arrow keys as the pattern asks.
for (const list of all("[role=tablist]")) {
  const tabs = all("[role=tab]", list);
  const select = chosen => tabs.forEach(tab => {
    tab.setAttribute("aria-selected", tab === chosen);
    tab.tabIndex = tab === chosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
  });
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(at + step + tabs.length) % tabs.length];
      select(next);
      next.focus();
    });
  });
  select(tabs[0]);
}

// Filters.
function filter() {
  const labels = new Set(all("input[name=label]:checked").map(box => box.value));
  const predicate = one("#predicate").value, factuality = one("#factuality").value;
  for (const { root, record } of docs) {
    for (const mark of all("mark", root)) mark.classList.toggle("off", !labels.has(mark.dataset.l));
    for (const row of all("tr[data-e], .node", root)) row.classList.contains("node")
      ? row.toggleAttribute("hidden", !labels.has(row.dataset.l)) : row.hidden = !labels.has(row.dataset.l);
    const shown = triple =>
      (!predicate || triple.predicate === predicate) &&
      (!factuality || (factuality === "denied" ? triple.polarity === "negative" : triple.modality === factuality)) &&
      [triple.subject, triple.object].every(argument => argument.entity === null || !argument.label || labels.has(argument.label));
    const keep = new Set(record.triples.filter(shown).map(triple => String(triple.id)));
    for (const element of all("[data-t]", root)) element.toggleAttribute("hidden", !keep.has(element.dataset.t));
    for (const row of all("tr.tree-row", root)) row.hidden = row.previousElementSibling.hidden;
  }
}
one(".filters").addEventListener("input", filter);
one(".filters").addEventListener("submit", event => event.preventDefault());

// Where the text says a relation.
function clear() {
  for (const name of ["said", "subject", "object", "act", "same", "now"])
    for (const element of all(`.${name}:not(svg *)`)) element.classList.remove(name);
}
function marks(root, id) { return id === null ? [] : all(`mark[data-m~="${id}"]`, root); }
function point(doc, triple) {
  clear();
  const { root } = doc, words = [];
  for (const evidence of triple.evidence) {
    for (const element of all(`[data-s="${evidence.sentence}"]`, root)) element.classList.add("said");
    words.push(...all(`[data-s="${evidence.sentence}"]`, root));
    for (const role of ["subject", "object"])
      for (const mark of marks(root, evidence[role])) mark.classList.add(role);
  }
  for (const [letter, role] of [["t", "act"], ["s", "subject"], ["o", "object"]])
    for (const element of all(`[data-w~="${letter}${triple.id}"]`, root)) element.classList.add(role);
  for (const element of all(`tr[data-t="${triple.id}"], li[data-t="${triple.id}"]`, root)) element.classList.add("now");
  return words;
}
function name(argument) { return argument.text ?? "(nobody named)"; }
function says(triple) {
  const not = triple.polarity === "negative" ? "not: " : "";
  const how = triple.modality === "asserted" ? "" : ` (${triple.modality})`;
  return `${name(triple.subject)} ${not}${triple.predicate.replaceAll("_", " ")} ${name(triple.object)}${how}`;
}
function go(doc, triple) {
  hideCard();
  const words = point(doc, triple);
  const target = one(".act", doc.root) ?? words[0];
  target?.scrollIntoView({ block: "center" });
  one("#live").textContent = `${says(triple)}: ${words.map(word => word.textContent).join("")}`;
}
function goEntity(doc, id) {
  clear();
  const found = doc.record.entities[id].mentions.flatMap(mention => marks(doc.root, mention).slice(0, 1));
  if (!found.length) return;
  for (const mark of found) mark.classList.add("same");
  const next = found[(found.indexOf(doc.last) + 1) % found.length];
  doc.last = next;
  next.scrollIntoView({ block: "center" });
  next.focus({ preventScroll: true });
}

// Why something was found: the tree of the record, a mention's own tree below the triple's.
function tree(doc, node, depth = 0) {
  const item = make("li", node.says);
  if (node.made_by) {
    const by = node.made_by;
    item.append(" ", make("code", `${by.id} (${by.file}:${by.line})`));
    if (by.licence) item.append(make("small", ` ${by.source}, ${by.licence}`));
  }
  if (node.features?.length) {
    const weights = node.features.slice(0, 6).map(f => `${f.feature} ${(f.weight / 1000).toFixed(2)}`);
    item.append(" ", make("code", weights.join(", ")));
  }
  const own = node.mention !== undefined && depth > 0 && depth < 5 ? doc.record.mentions[node.mention]?.explain : null;
  const because = [...(node.because ?? []), ...(own?.because ?? [])];
  if (because.length) item.append(list(because.map(step => tree(doc, step, depth + 1))));
  return item;
}
function list(items) {
  const element = make("ul", "", ...items);
  element.className = "tree";
  return element;
}
function why(doc, button) {
  const row = button.closest("tr"), open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", !open);
  if (open) return row.nextElementSibling.remove();
  const explain = doc.record.triples[row.dataset.t].explain;
  const cell = make("td", explain ? "" : "The record holds no explanation; extract with --explain.");
  if (explain) cell.append(list([tree(doc, explain)]));
  cell.colSpan = 4;
  const below = make("tr", "", cell);
  below.className = "tree-row";
  row.after(below);
}

// What a mention takes part in.
function hideCard() { card.hidden = true; }
function showCard(mark, explained) {
  const doc = docOf(mark);
  if (!doc || mark.classList.contains("off")) return;
  const mention = doc.record.mentions[mark.dataset.m.split(" ")[0]];
  const entity = mention.entity === null ? null : doc.record.entities[mention.entity];
  const label = [mention.label, mention.subtype].filter(Boolean).join("/");
  card.replaceChildren(make("b", entity?.name ?? mention.text), make("small", ` ${label}, ${mention.form}${mention.value ? `, ${mention.value}` : ""}`));
  const here = doc.record.triples.filter(triple => triple.evidence.some(e => e.subject === mention.id || e.object === mention.id));
  const there = entity ? doc.record.triples.filter(triple => triple.subject.entity === entity.id || triple.object.entity === entity.id) : [];
  const triples = [...new Set([...here, ...there])];
  const items = triples.slice(0, 8).map(triple => {
    const button = make("button", says(triple));
    button.className = "go";
    button.addEventListener("click", () => go(doc, triple));
    return make("li", "", button);
  });
  if (items.length) card.append(make("ul", "", ...items));
  if (triples.length > 8) card.append(make("small", `and ${triples.length - 8} more in the table`));
  if (explained && mention.explain) card.append(list([tree(doc, mention.explain)]));
  else card.append(make("small", "Click, or press Enter, to see why."));
  card.hidden = false;
  const box = mark.getClientRects()[0], wide = card.offsetWidth;
  card.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - wide - 8)) + scrollX}px`;
  const below = box.bottom + card.offsetHeight + 12 < innerHeight || box.top < card.offsetHeight + 12;
  card.style.top = `${(below ? box.bottom + 8 : box.top - card.offsetHeight - 8) + scrollY}px`;
  if (explained) return;
  clear();
  for (const triple of here) for (const evidence of triple.evidence)
    if (evidence.subject === mention.id || evidence.object === mention.id) {
      marks(doc.root, evidence.subject).forEach(other => other.classList.add("subject"));
      marks(doc.root, evidence.object).forEach(other => other.classList.add("object"));
      all(`[data-w~="t${triple.id}"][data-s="${evidence.sentence}"]`, doc.root).forEach(word => word.classList.add("act"));
    }
}
let leaving;
document.addEventListener("mouseover", event => {
  const mark = event.target.closest?.("mark");
  if (event.target.closest?.("#card")) return clearTimeout(leaving);
  clearTimeout(leaving);
  if (mark) showCard(mark, false);
  else if (!card.hidden && !card.contains(document.activeElement)) leaving = setTimeout(hideCard, 350);
});
document.addEventListener("focusin", event => {
  if (event.target.matches?.("mark:focus-visible")) showCard(event.target, false);
  near(event.target.closest?.(".node, .edge"));
});
document.addEventListener("mouseover", event => near(event.target.closest?.(".node, .edge") ?? document.activeElement?.closest(".node, .edge")));

// A node with what it touches, an edge with its ends.
function near(element) {
  for (const graph of all(".graph.look")) graph.classList.remove("look");
  for (const other of all(".near")) other.classList.remove("near");
  if (!element) return;
  const doc = docOf(element);
  const touched = element.matches(".edge") ? [doc.record.triples[element.dataset.t]]
    : doc.record.triples.filter(t => [t.subject.entity, t.object.entity].includes(Number(element.dataset.e)));
  element.closest(".graph").classList.add("look");
  element.classList.add("near");
  for (const triple of touched) {
    if (triple.subject.entity === null || triple.object.entity === null) continue;
    one(`.edge[data-t="${triple.id}"]`, doc.root)?.classList.add("near");
    for (const end of [triple.subject.entity, triple.object.entity]) one(`.node[data-e="${end}"]`, doc.root)?.classList.add("near");
  }
}

function act(target) {
  const doc = docOf(target);
  if (!doc) return false;
  const mark = target.closest("mark"), holder = target.closest("[data-t], [data-e]");
  if (mark) showCard(mark, true);
  else if (target.closest(".why")) why(doc, target.closest(".why"));
  else if (target.closest(".go, .edge") && holder?.dataset.t) go(doc, doc.record.triples[holder.dataset.t]);
  else if (target.closest(".go, .node") && holder?.dataset.e) goEntity(doc, holder.dataset.e);
  else return false;
  return true;
}
document.addEventListener("click", event => { if (!act(event.target) && !card.contains(event.target)) hideCard(); });
document.addEventListener("keydown", event => {
  if (event.key === "Escape") { hideCard(); clear(); }
  if ((event.key === "Enter" || event.key === " ") && event.target.matches("mark, .node, .edge") && act(event.target)) event.preventDefault();
});
