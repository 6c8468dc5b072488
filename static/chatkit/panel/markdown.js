// @ts-check
/**
 * A little Markdown, built from nodes: paragraphs, lists, **bold**, *em*, `code`,
 * links; a \ before a sign makes it an ordinary one. Whatever else a text holds, HTML
 * above all, is shown as it was written.
 */
import { h } from "./dom.js";

/** @typedef {(number: number) => Node} Marker makes the node for a mark */

// Private use characters: they stand around the number of a mark in the text.
const OPEN = "\uE000";
const CLOSE = "\uE001";

/** @param {number} number */
export const mark = (number) => OPEN + number + CLOSE;

/**
 * The text without characters that would read as marks; its length stays the same.
 * @param {string} text
 */
export const unmarked = (text) => text.replace(/[\uE000\uE001]/g, "\uFFFD");

const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*\d{1,3}[.)]\s+/;
const SIGN = "[!-/:-@[-`{-~]";
const INLINE = new RegExp(
  [
    `\\\\(?<sign>${SIGN})`,
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
    const sign = BULLET.exec(line) ?? NUMBER.exec(line);
    if (sign) {
      close();
      const tag = BULLET.test(line) ? "ul" : "ol";
      const last = blocks.at(-1);
      const list = last?.localName === tag ? last : h(tag);
      if (list !== last) blocks.push(list);
      list.append(h("li", {}, ...inline(line.slice(sign[0].length), marker)));
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
    nodes.push(text.slice(from, match.index), piece(match, marker));
    from = match.index + match[0].length;
  }
  return [...nodes, text.slice(from)].filter((node) => node !== "");
}

/**
 * @param {RegExpMatchArray} match
 * @param {Marker} marker
 * @returns {Node | string}
 */
function piece(match, marker) {
  const { sign, code, strong, em, label, href, url, mail, mark } =
    match.groups ?? {};
  if (sign) return sign;
  if (code) return h("code", {}, code);
  if (strong) return h("strong", {}, ...inline(strong, marker));
  if (em) return h("em", {}, ...inline(em, marker));
  if (mark) return marker(Number(mark));
  const address = mail ? `mailto:${mail}` : safe(href ?? url);
  if (!address) return match[0];
  const away = address.startsWith("http") && {
    target: "_blank",
    rel: "noopener noreferrer",
  };
  return h("a", { href: address, ...away }, label ?? url ?? mail);
}

/**
 * @param {string} address
 * @returns {string} the address if a link may lead there, else ""
 */
function safe(address) {
  const allowed = ["http:", "https:", "mailto:"];
  return URL.canParse(address) && allowed.includes(new URL(address).protocol)
    ? address
    : "";
}
