// @ts-check
/**
 * Markdown as DOM nodes. Links lead to the web or to a mailbox; images are links, so that
 * an answer loads nothing; HTML and whatever is not understood stay text.
 */
import { strings } from "../i18n/i18n.js";
import { h } from "./dom.js";
import { entityText } from "./markdown/entities.js";
import { linkTarget, splitAtMails } from "./markdown/links.js";
import { OBJECT, parse } from "./markdown/parser.js";

/** @typedef {(number: number) => Node} Marker makes the node for a mark */
/** @typedef {import("./markdown/parser.js").Token} Token */
/** @typedef {import("../../vendor/marked/marked.esm.js").Tokens.Generic} Generic */
/** @typedef {Node | string} Child */

const MARKS = /\uFFFC(\d*)\uFFFC/g;
const DEEPEST = 12; // levels of nesting that a small panel can show

/** @param {number} number */
export const mark = (number) => OBJECT + number + OBJECT;

/**
 * Replace characters that would read as marks; the length stays the same.
 * @param {string} text
 */
export const withoutMarks = (text) => text.replaceAll(OBJECT, "\uFFFD");

/**
 * @param {string} text
 * @param {Marker} marker
 * @returns {HTMLElement[]} block elements, each in the direction of its own text
 */
export function markdown(text, marker) {
  const tokens = parse(text);
  const blocks = new Renderer(marker, addressesIn(tokens)).blocks(tokens);
  for (const block of blocks) block.setAttribute("dir", "auto");
  return blocks;
}

class Renderer {
  #marker;
  #addresses;
  #depth = 0;
  /** @type {number[]} the levels of the headings above */
  #headings = [];

  /**
   * @param {Marker} marker
   * @param {Set<string>} addresses of all links
   */
  constructor(marker, addresses) {
    this.#marker = marker;
    this.#addresses = addresses;
  }

  /**
   * @param {Token[]} tokens
   * @returns {HTMLElement[]}
   */
  blocks(tokens) {
    if (this.#depth === DEEPEST)
      return [h("p", {}, ...this.#text(tokens.map(({ raw }) => raw).join("")))];
    this.#depth++;
    const blocks = tokens.flatMap((token) => this.#block(token) ?? []);
    this.#depth--;
    return blocks;
  }

  /**
   * @param {Generic} token
   * @returns {HTMLElement | HTMLElement[] | undefined}
   */
  #block(token) {
    const { type, raw } = token;
    switch (type) {
      case "space":
        return undefined;
      case "heading":
        return h(this.#heading(token.depth), {}, ...this.#inline(token.tokens));
      case "code":
        return [
          h("pre", {}, h("code", {}, unmarked(token.text))),
          ...this.#marksAfter(raw),
        ];
      case "blockquote":
        return h("blockquote", {}, ...this.blocks(token.tokens ?? []));
      case "list":
        return this.#list(token);
      case "table":
        return this.#table(token);
      case "hr":
        return h("hr");
      case "def":
        // Nothing refers to it: somebody wrote a note that begins with a bracket.
        if (this.#addresses.has(token.href)) return undefined;
        return h("p", {}, ...this.#text(raw));
      default:
        return h("p", {}, ...this.#inline(token.tokens, raw));
    }
  }

  /**
   * No level is left out, whatever the answer begins with: above are the page's and the
   * panel's headings.
   * @param {number} depth
   */
  #heading(depth) {
    const above = this.#headings.filter((level) => level < depth);
    this.#headings = [...above, depth];
    return /** @type {"h3"} */ (`h${Math.min(2 + this.#headings.length, 6)}`);
  }

  /** @param {Generic} token */
  #list({ ordered, start, items, loose }) {
    const rows = items.map((/** @type {Generic} */ item) =>
      h("li", {}, ...this.#item(item.tokens ?? [], loose)),
    );
    if (!ordered) return h("ul", {}, ...rows);
    const isWide = start + items.length > 99;
    return h(
      "ol",
      { ...(start !== 1 && { start }), ...(isWide && { class: "wide" }) },
      ...rows,
    );
  }

  /**
   * @param {Token[]} tokens
   * @param {boolean} loose whether its texts are paragraphs
   * @returns {Child[]}
   */
  #item(tokens, loose) {
    return tokens.flatMap((/** @type {Generic} */ token) => {
      if (token.type === "checkbox") return [token.checked ? "☑ " : "☐ "];
      const bare = token.type === "text" && !loose;
      return bare
        ? this.#inline(token.tokens, token.raw)
        : this.blocks([token]);
    });
  }

  /** @param {Generic} token */
  #table({ header, rows }) {
    /** @param {"td" | "th"} tag @param {Generic[]} cells */
    const row = (tag, cells) =>
      h(
        "tr",
        {},
        ...cells.map(({ tokens, align }) =>
          h(
            tag,
            { ...(align && { "data-align": align }) },
            ...this.#inline(tokens),
          ),
        ),
      );
    const body = rows.map((/** @type {Generic[]} */ cells) => row("td", cells));
    const table = h(
      "table",
      {},
      h("thead", {}, row("th", header)),
      h("tbody", {}, ...body),
    );
    // It scrolls sideways, also by the keyboard.
    const attributes = { class: "table", role: "group", tabindex: 0 };
    return h("div", { ...attributes, "aria-label": strings.table }, table);
  }

  /**
   * @param {Token[]} [tokens]
   * @param {string} [raw] the text where there are no tokens
   * @returns {Child[]}
   */
  #inline(tokens, raw = "") {
    return (
      tokens?.flatMap((token) => this.#inlineNodes(token)) ?? this.#text(raw)
    );
  }

  /**
   * @param {Generic} token
   * @returns {Child[]}
   */
  #inlineNodes(token) {
    const { type, raw, text, tokens } = token;
    switch (type) {
      case "strong":
      case "em":
      case "del":
        return [h(type, {}, ...this.#inline(tokens))];
      case "codespan":
        return [h("code", {}, unmarked(text)), ...this.#marks(raw)];
      case "br":
        return [h("br"), ...this.#marks(raw)];
      case "escape":
        return [text];
      case "link":
      case "image":
        return this.#link(token);
      default:
        return this.#text(raw);
    }
  }

  /** @param {Generic} token @returns {Child[]} */
  #link({ type, raw, href, title, text, tokens }) {
    const target = linkTarget(unmarked(entityText(href)));
    if (!target) return this.#text(raw);
    // A mark in the label comes after it: a link can't hold another.
    const inside = new Renderer(() => new Text(), this.#addresses);
    const label =
      type === "image" ? [unmarked(text) || target] : inside.#inline(tokens);
    const link = anchor(target, title && unmarked(title), label);
    return [link, ...this.#marks(raw)];
  }

  /**
   * @param {string} raw
   * @returns {Child[]} with mail addresses as links, and with nodes for marks
   */
  #text(raw) {
    const nodes = [];
    let from = 0;
    for (const match of raw.matchAll(MARKS)) {
      nodes.push(
        ...plain(raw.slice(from, match.index)),
        ...this.#marks(match[0]),
      );
      from = match.index + match[0].length;
    }
    return [...nodes, ...plain(raw.slice(from))];
  }

  /** @param {string} raw @returns {Node[]} for the marks in what is shown otherwise */
  #marks(raw) {
    const numbers = [...raw.matchAll(MARKS)].map(([, number]) => number);
    return numbers
      .filter(Boolean)
      .map((number) => this.#marker(Number(number)));
  }

  /** @param {string} raw */
  #marksAfter(raw) {
    const marks = this.#marks(raw);
    return marks.length ? [h("p", {}, ...marks)] : [];
  }
}

/** @param {string} text */
const unmarked = (text) => text.replace(MARKS, "");

/** @param {string} raw @returns {Child[]} */
const plain = (raw) =>
  splitAtMails(entityText(raw)).map(([text, isMail]) =>
    isMail ? anchor(`mailto:${text}`, "", [text]) : text,
  );

/**
 * @param {string} href
 * @param {string} title
 * @param {Child[]} label
 */
function anchor(href, title, label) {
  const [page, id] = href.split("#");
  const here = id && page === location.href.split("#")[0];
  const newTab = href.startsWith("http") && {
    target: "_blank",
    rel: "noopener noreferrer",
  };
  const where = here ? { "data-cites": id } : newTab;
  return h("a", { href, ...(title && { title }), ...where }, ...label);
}

/**
 * @param {Generic[]} tokens
 * @returns {Set<string>} of the links at any depth
 */
function addressesIn(tokens) {
  const all = tokens.flatMap(({ type, href, tokens, items, header, rows }) => [
    ...(href && type !== "def" ? [href] : []),
    ...addressesIn([tokens, items, header, rows].flat(2).filter(Boolean)),
  ]);
  return new Set(all);
}
