// @ts-check
/**
 * A subset of Markdown as DOM nodes: paragraphs, lists, **bold**, *em*, `code`, links,
 * and backslash escapes. Everything else, HTML included, stays text.
 */
import { h } from "./dom.js";

/** @typedef {(number: number) => Node} Marker makes the node for a mark */

// Private use characters around the number of a mark.
const OPEN = "\uE000";
const CLOSE = "\uE001";

/** @param {number} number */
export const mark = (number) => OPEN + number + CLOSE;

/**
 * Replace characters that would read as marks; the length stays the same.
 * @param {string} text
 */
export const withoutMarks = (text) => text.replace(/[\uE000\uE001]/g, "\uFFFD");

const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*\d{1,3}[.)]\s+/;
const PUNCTUATION = "[!-/:-@[-`{-~]";
const INLINE = new RegExp(
  [
    `\\\\(?<escaped>${PUNCTUATION})`,
    "`(?<code>[^`\uE000]+)`",
    "\\*\\*(?<strong>\\S|\\S.*?\\S)(?<!\\\\)\\*\\*",
    "(?<![*\\w])\\*(?<em>[^*\\s]|[^*\\s][^*]*[^*\\s])(?<!\\\\)\\*(?![*\\w])",
    "\\[(?<label>[^\\]]+)\\]\\((?<href>[^)\\s]+)\\)",
    '(?<url>https?://[^\\s<>"\uE000]*[^\\s<>"\uE000.,;:!?)\\]*])',
    "(?<mail>\\b[\\w.+-]{1,64}@[\\w-]+(?:\\.[\\w-]+)+)",
    `${OPEN}(?<mark>\\d+)${CLOSE}`,
  ].join("|"),
  "gs",
);

/**
 * @param {string} text
 * @param {Marker} marker
 * @returns {Node[]} block elements
 */
export function markdown(text, marker) {
  /** @type {HTMLElement[]} */
  const blocks = [];
  /** @type {string[]} */
  let paragraph = [];
  const close = () => {
    if (paragraph.length)
      blocks.push(h("p", {}, ...inline(paragraph.join("\n"), marker)));
    paragraph = [];
  };
  for (const line of text.split("\n")) {
    const bullet = BULLET.exec(line) ?? NUMBER.exec(line);
    if (bullet) {
      close();
      const tag = BULLET.test(line) ? "ul" : "ol";
      const last = blocks.at(-1);
      const list = last?.localName === tag ? last : h(tag);
      if (list !== last) blocks.push(list);
      list.append(h("li", {}, ...inline(line.slice(bullet[0].length), marker)));
    } else if (line.trim()) paragraph.push(line);
    else close();
  }
  close();
  return blocks;
}

/**
 * @param {string} text
 * @param {Marker} marker
 * @returns {(Node | string)[]}
 */
function inline(text, marker) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(from, match.index), inlineNode(match, marker));
    from = match.index + match[0].length;
  }
  return [...nodes, text.slice(from)].filter((node) => node !== "");
}

/**
 * @param {RegExpMatchArray} match
 * @param {Marker} marker
 * @returns {Node | string}
 */
function inlineNode(match, marker) {
  const { escaped, code, strong, em, label, href, url, mail, mark } =
    match.groups ?? {};
  if (escaped) return escaped;
  if (code) return h("code", {}, code);
  if (strong) return h("strong", {}, ...inline(strong, marker));
  if (em) return h("em", {}, ...inline(em, marker));
  if (mark) return marker(Number(mark));
  const address = mail ? `mailto:${mail}` : safeUrl(href ?? url);
  if (!address) return match[0];
  const newTab = address.startsWith("http") && {
    target: "_blank",
    rel: "noopener noreferrer",
  };
  return h("a", { href: address, ...newTab }, label ?? url ?? mail);
}

/**
 * @param {string} address
 * @returns {string} the address, or "" if a link may not lead there
 */
function safeUrl(address) {
  const allowed = ["http:", "https:", "mailto:"];
  return URL.canParse(address) && allowed.includes(new URL(address).protocol)
    ? address
    : "";
}
