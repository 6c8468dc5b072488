// @ts-check
/** Highlights of an entry, entries of a section: added, moved, removed, and pasted. */

const BULLET = /^\s*[•◦‣·*–-]\s+/;
const LINE = ".desk-row:not(.desk-block)";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** @param {Element} row @returns {Field[]} */
const fieldsOf = (row) => [
  ...row.querySelectorAll(
    /** @type {"textarea"} */ ("input:not([type=hidden]), textarea"),
  ),
];

/** @param {Element} row @returns {HTMLTextAreaElement} */
const textOf = (row) => /** @type {HTMLTextAreaElement} */ (fieldsOf(row)[0]);

let added = 0;

/** The names and ids of another entry are others. @param {Element} row */
function rename(row) {
  const own = `new${++added}`;
  const all = [row, ...row.querySelectorAll("*")];
  for (const { attributes } of all)
    for (const attribute of attributes)
      if (["name", "id", "for", "value", "aria-describedby"].includes(attribute.name))
        attribute.value = attribute.value.replace(/\bnew(?=-|$)/, own);
}

/** @param {Element} row */
const changed = (row) => row.dispatchEvent(new Event("input", { bubbles: true }));

/** @param {HTMLElement} group @param {Element | null} [after] @returns {Element} */
function addRow(group, after) {
  const template = /** @type {HTMLTemplateElement} */ (
    group.querySelector("template")
  );
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const row = /** @type {Element} */ (copy.firstElementChild);
  if (row.matches(".desk-block")) rename(row);
  const list = /** @type {Element} */ (group.querySelector("[data-rows]"));
  if (after) after.after(row);
  else list.append(row);
  reveal(row);
  return row;
}

/** @param {Element} root */
function reveal(root) {
  for (const found of root.querySelectorAll("[data-row-buttons], [data-add-row]"))
    /** @type {HTMLElement} */ (found).hidden = false;
}

/** Without the empty row that a page without scripts needs. @param {Element} card */
export function prepareRows(card) {
  reveal(card);
  const rows = [...card.querySelectorAll(".desk-row")];
  const last = rows.at(-1);
  const isEmpty = last && fieldsOf(last).every((field) => !field.value);
  if (isEmpty && rows.length > 1) last.remove();
}

/** @param {Element} row @param {string} what */
function act(row, what) {
  const list = /** @type {Element} */ (row.parentElement);
  let focused = row;
  if (what === "up") row.previousElementSibling?.before(row);
  if (what === "down") row.nextElementSibling?.after(row);
  if (what === "remove") {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (next) row.remove();
    else for (const field of fieldsOf(row)) field.value = "";
    focused = next ?? row;
  }
  const button = focused.querySelector(`[data-row="${what}"]`);
  /** @type {HTMLElement | null} */ (button)?.focus();
  changed(list);
}

/** @param {HTMLElement} editor */
export function watchRows(editor) {
  editor.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const button = target.closest("[data-row]");
    const row = button?.closest(".desk-row");
    if (row) act(row, /** @type {HTMLElement} */ (button).dataset.row ?? "");
    const group = target.closest("[data-add-row]")?.closest(".desk-rows");
    if (group) textOf(addRow(/** @type {HTMLElement} */ (group))).focus();
  });
  editor.addEventListener("keydown", (event) => {
    const row = /** @type {Element} */ (event.target).closest(LINE);
    const writes = event.target instanceof HTMLTextAreaElement;
    if (!row || !writes || event.key !== "Enter" || event.isComposing) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const group = /** @type {HTMLElement} */ (row.closest(".desk-rows"));
    textOf(addRow(group, row)).focus();
  });
  editor.addEventListener("paste", (event) => {
    const row = /** @type {Element} */ (event.target).closest(LINE);
    const lines = (event.clipboardData?.getData("text/plain") ?? "")
      .split(/\r?\n/)
      .map((line) => line.replace(BULLET, "").trim())
      .filter(Boolean);
    if (!row || lines.length < 2 || event.defaultPrevented) return;
    event.preventDefault();
    const text = textOf(row);
    text.setRangeText(
      lines[0] ?? "",
      text.selectionStart,
      text.selectionEnd,
      "end",
    );
    let last = row;
    for (const line of lines.slice(1)) {
      last = addRow(/** @type {HTMLElement} */ (row.closest(".desk-rows")), last);
      textOf(last).value = line;
    }
    textOf(last).focus();
    changed(last);
  });
}
