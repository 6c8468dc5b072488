// @ts-check
/**
 * Search within the page: the field opens with its button or "/", Enter goes to the next
 * match and Shift+Enter back, Escape closes. Browsers that can't mark text without
 * changing the page get nothing: their own search is there.
 */

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const BLOCKS = "h2, h3, h4, p, li, dt, dd, figcaption, div, article, section";

/** @typedef {{ node: Text, start: number }} Piece where in the whole text it begins */

/**
 * The text of the page with a line for each block, so that no match runs over two.
 * @param {Element} root
 * @returns {{ text: string, pieces: Piece[] }}
 */
function readText(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  /** @type {Piece[]} */
  const pieces = [];
  let text = "";
  /** @type {Element | null | undefined} */
  let block;
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (node.parentElement?.closest(".tools, button")) continue;
    const own = node.parentElement?.closest(BLOCKS);
    if (own !== block) text += "\n";
    block = own;
    pieces.push({ node, start: text.length });
    text += fold(node.data);
  }
  return { text, pieces };
}

/**
 * Small letters without accents and lines; as long as the text, so that places stay.
 * @param {string} text
 */
export function fold(text) {
  return Array.from(text, (letter) => {
    if (/\s/.test(letter)) return " ";
    const plain = letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.length === letter.length ? plain : letter;
  }).join("");
}

/**
 * @param {string} text
 * @param {string} words
 * @returns {number[]} where they begin
 */
export function findAll(text, words) {
  const found = [];
  const wanted = fold(words.trim());
  for (let at = -1; wanted && (at = text.indexOf(wanted, at + 1)) >= 0; )
    found.push(at);
  return found;
}

/** @param {Piece[]} pieces @param {number} from @param {number} to */
function rangeOf(pieces, from, to) {
  const range = new Range();
  const last = pieces.findLast(({ start }) => start < to);
  const first = pieces.findLast(({ start }) => start <= from);
  if (first) range.setStart(first.node, from - first.start);
  if (last) range.setEnd(last.node, to - last.start);
  return range;
}

function addSearch() {
  const label = main.dataset.search ?? "";
  const box = document.createElement("search");
  box.className = "find";
  box.innerHTML =
    '<button type="button" aria-expanded="false"><svg viewBox="0 0 24 24"' +
    ' aria-hidden="true"><circle cx="10.5" cy="10.5" r="6.5"/>' +
    '<path d="m15.5 15.5 5 5"/></svg></button>' +
    '<input type="search" autocomplete="off" enterkeyhint="next" dir="auto" hidden>' +
    '<output aria-live="polite"></output>';
  const button = /** @type {HTMLButtonElement} */ (box.children[0]);
  const field = /** @type {HTMLInputElement} */ (box.children[1]);
  const count = /** @type {HTMLOutputElement} */ (box.children[2]);
  for (const control of [button, field]) control.ariaLabel = label;
  button.title = `${label} (/)`;
  field.placeholder = label;
  /** @type {Range[]} */
  let matches = [];
  let current = 0;

  const show = () => {
    const range = matches[current];
    count.value = field.value.trim()
      ? `${range ? current + 1 : 0}/${matches.length}`
      : "";
    CSS.highlights.set("found", new Highlight(...matches));
    CSS.highlights.set("found-here", new Highlight(...(range ? [range] : [])));
    range?.startContainer.parentElement?.scrollIntoView({ block: "center" });
  };
  const search = () => {
    const { text, pieces } = readText(main);
    const { length } = field.value.trim();
    matches = findAll(text, field.value).map((at) =>
      rangeOf(pieces, at, at + length),
    );
    const below = (/** @type {Range} */ range) =>
      range.getBoundingClientRect().bottom > 0;
    current = Math.max(matches.findIndex(below), 0);
    show();
  };
  /** @param {boolean} open */
  const toggle = (open) => {
    field.hidden = !open;
    button.ariaExpanded = String(open);
    if (!open) field.value = "";
    search();
    (open ? field : button).focus();
  };

  button.addEventListener("click", () => toggle(field.hidden));
  field.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || field.hidden) return;
    if (event.key === "Escape") toggle(false);
    else if (event.key === "Enter" && event.target === field && matches.length) {
      const step = event.shiftKey ? matches.length - 1 : 1;
      current = (current + step) % matches.length;
      show();
    } else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const at = /** @type {Element} */ (event.composedPath()[0]);
    const writes = at.matches?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || writes || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    toggle(true);
  });
  main.parentElement?.before(box);
}

// Browsers leave a link as it is of which they see a part.
document.querySelector(".contents")?.addEventListener("focusin", ({ target }) => {
  const link = /** @type {Element} */ (target);
  if (!link.matches(":focus-visible")) return; // it would move from under the pointer
  link.scrollIntoView({ block: "nearest", inline: "nearest" });
});
if (globalThis.CSS?.highlights && Array.prototype.findLast) addSearch();
