// @ts-check
/** Where links lead, and where an address ends that stands in a text without markup. */
import { parseUrl } from "../../chat/urls.js";

const SCHEMES = ["http:", "https:", "mailto:"];
const START = /^(?:https?:\/\/|www\.)/i;
const MAIL =
  /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;

// What is in no address: white space, quotation marks of any script, marks of citations,
// and the marks that end sentences where no space follows them.
const END =
  /[\s<>"`\p{Pi}\p{Pf}\p{C}‚„「」『』〝〞〟＂＇。，、；：！？…\uFFFC]/u;
const TRAILING = /[.,;:!?'*_~|\\]+$/;
const OPENING = /\p{Ps}/u;
const CLOSING = /\p{Pe}/u;

/**
 * The address at the beginning of a text, without the punctuation around it.
 * @param {string} text
 * @returns {string} "" if there is none
 */
export function addressAt(text) {
  if (!START.test(text)) return "";
  /** @type {number[]} where brackets opened */
  const open = [];
  let end = 0;
  for (const character of text) {
    if (END.test(character)) break;
    if (OPENING.test(character)) open.push(end);
    if (CLOSING.test(character) && open.pop() === undefined) break;
    end += character.length;
  }
  const address = text.slice(0, Math.min(end, ...open)).replace(TRAILING, "");
  const host = address.replace(START, "");
  return /^[\p{L}\p{N}[]/u.test(host) ? address : "";
}

/**
 * @param {string} text
 * @returns {[text: string, isMail: boolean][]} in order
 */
export function splitAtMails(text) {
  /** @type {[string, boolean][]} */
  const parts = [];
  let from = 0;
  for (const { 0: mail, index = 0 } of text.matchAll(MAIL)) {
    const address = mail.replace(/[.-]+$/, "");
    parts.push([text.slice(from, index), false], [address, true]);
    from = index + address.length;
  }
  parts.push([text.slice(from), false]);
  return parts.filter(([part]) => part);
}

/**
 * @param {string} address
 * @returns {string} where a link leads, or "" if it may not lead there
 */
export function linkTarget(address) {
  const target = /^www\./i.test(address) ? `https://${address}` : address;
  const url = parseUrl(target);
  return url && SCHEMES.includes(url.protocol) ? target : "";
}
