// @ts-check
/** The page's language as a locale of OpenAI's element. */

/** @import { ChatKitOptions } from "@openai/chatkit" */
/** @typedef {ChatKitOptions["locale"]} Locale */

/** @type {Locale[]} */
// prettier-ignore
const KNOWN = [
  "am", "ar", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi",
  "fr", "gu", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "kn", "ko",
  "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "nb", "nl", "pa", "pl", "pt", "ro",
  "ru", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk",
  "ur", "vi", "zh", "es-419", "fr-CA", "pt-BR", "pt-PT", "zh-CN", "zh-HK", "zh-TW",
];

/**
 * @param {string} tag as in <html lang>
 * @returns {Locale} undefined, which is the browser's, where the element has neither
 */
export function chatKitLocale(tag) {
  const wanted = tag.toLowerCase().replace(/^no\b/, "nb");
  /** @param {string} name */
  const find = (name) => KNOWN.find((locale) => locale?.toLowerCase() === name);
  return find(wanted) ?? find(wanted.split("-")[0]);
}
