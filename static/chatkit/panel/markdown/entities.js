// @ts-check
/** Characters that Markdown borrows from HTML: the common names, and every number. */

/** @type {Record<string, string>} */
const NAMED = {
  amp: "&",
  apos: "'",
  bull: "•",
  copy: "©",
  euro: "€",
  gt: ">",
  hellip: "…",
  laquo: "«",
  ldquo: "“",
  lsquo: "‘",
  lt: "<",
  mdash: "—",
  middot: "·",
  nbsp: "\u00A0",
  ndash: "–",
  quot: '"',
  raquo: "»",
  rdquo: "”",
  reg: "®",
  rsquo: "’",
  shy: "\u00AD",
  times: "×",
};
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi;

/**
 * @param {string} text
 * @returns {string} with characters for entities, and unknown ones as they are
 */
export const entityText = (text) =>
  text.replace(ENTITY, (entity, decimal, hex, name) => {
    if (name) return Object.hasOwn(NAMED, name) ? NAMED[name] : entity;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : "\uFFFD";
  });
