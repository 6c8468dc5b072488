// @ts-check
/**
 * Text to tokens, by marked (static/vendor/marked). Our changes: HTML is text but for
 * <br>; • is a bullet; addresses end as links.js says; emphasis also works beside a
 * letter, where models write `**Note:**text` and Chinese and Japanese have no spaces.
 */
import { Marked } from "../../../vendor/marked/marked.esm.js";
import { addressAt } from "./links.js";

/** @typedef {import("../../../vendor/marked/marked.esm.js").Token} Token */

/** A character of the category that lets emphasis end before it: see `mark`. */
export const OBJECT = "\uFFFC";

const TEXT =
  /^(?:`+|[^])(?:(?= {2,}\n)|[^]*?(?:(?=[\\<!\[`*_~]|\bhttps?:\/\/|\bwww\.|$)|[^ ](?= {2,}\n)))/i;
const BULLETS = /^(?: {0,3}•[ \t]+[^\n]*(?:\n|$))+/;
// A hundred quotes or lists in each other: marked's time grows with their square.
const ENDLESS = /^(?:[ \t]*(?:>|(?:[-+*•]|\d{1,9}[.)])(?=[ \t]))){100}/m;
const CLOSER = /([\p{Pe}\p{Pf}\p{Po}])(\*\*+)(?=\p{L})/gu;
const OPENER = /(\p{L})(\*\*+)(?=[\p{Ps}\p{Pi}"'])/gu;

const parser = new Marked({
  tokenizer: {
    html: () => undefined,
    tag(source) {
      const raw = /^<br ?\/?>/i.exec(source)?.[0];
      return raw ? /** @type {any} */ ({ type: "br", raw }) : undefined;
    },
    // Approximations such as ~5 are more common than single tildes around a word.
    del: (source) => (source.startsWith("~~") ? false : undefined),
    url(source) {
      const raw = addressAt(source);
      if (!raw) return undefined;
      const text = { type: /** @type {const} */ ("text"), raw, text: raw };
      return { type: "link", raw, text: raw, href: raw, tokens: [text] };
    },
    // marked's own looks for an @ from every letter on.
    inlineText(source) {
      const [raw] = /** @type {RegExpExecArray} */ (TEXT.exec(source));
      return { type: "text", raw, text: raw, escaped: false };
    },
  },
  extensions: [
    {
      name: "bullets",
      level: "block",
      start: (source) => /(?:^|\n) {0,3}•[ \t]/.exec(source)?.index,
      tokenizer(source) {
        const raw = BULLETS.exec(source)?.[0];
        const list = raw?.replace(/^( *)•/gm, "$1-");
        const token = list && this.lexer.blockTokens(list, [])[0];
        return raw && token ? { ...token, raw } : undefined;
      },
    },
  ],
});

/**
 * @param {string} text
 * @returns {Token[]} blocks; one of text where the nesting has no end
 */
export function parse(text) {
  const source = text
    .replace(CLOSER, `$1$2${OBJECT}${OBJECT}`)
    .replace(OPENER, `$1${OBJECT}${OBJECT}$2`);
  return ENDLESS.test(text)
    ? [{ type: "text", raw: source, text: source, escaped: false }]
    : parser.lexer(source);
}
