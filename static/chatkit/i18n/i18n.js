// @ts-check
/**
 * The widget's strings and number formats in the language of the page, or English. The
 * launcher imports this in browsers that are too old for the rest.
 */
import * as languages from "./languages.js";

/** @typedef {import("./en.js").Strings} Strings */

/** @type {Record<string, Strings>} */
const LANGUAGES = { ...languages };

/**
 * The supported language for a tag like "de-CH".
 * @param {string} tag
 * @param {string[]} supported
 */
export function supportedLanguage(tag, supported) {
  const known = supported.map((name) => name.toLowerCase());
  const wanted = tag.toLowerCase();
  const at = [wanted, wanted.split("-")[0]].map((name) => known.indexOf(name));
  return supported[at[0] < 0 ? at[1] : at[0]] || "en";
}

export const language = supportedLanguage(
  typeof document === "undefined" ? "" : document.documentElement.lang,
  Object.keys(LANGUAGES),
);
export const strings = LANGUAGES[language];

const numbers = new Intl.NumberFormat(language);
const days = new Intl.DateTimeFormat(language, { dateStyle: "medium" });

/** @param {number} number */
export const formatNumber = (number) => numbers.format(number);

/** @param {Date} date */
export const formatDay = (date) => days.format(date);

/** @param {number} bytes in kB or MB, never rounded down to nothing */
export function formatSize(bytes) {
  const large = bytes >= 1024 ** 2;
  const digits = large && bytes % 1024 ** 2 ? 1 : 0;
  const value = bytes / (large ? 1024 ** 2 : 1024);
  const smallest = bytes ? 1 : 0;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: large ? "megabyte" : "kilobyte",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(Math.max(value, smallest));
}
