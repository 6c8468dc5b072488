// @ts-check
/** What the server takes, known before it is asked; and how a size is said. */

const ENDINGS = ["pdf", "docx", "txt", "png", "jpg", "jpeg", "webp"];
const KINDS = "PDF, Word (DOCX), text, PNG, JPEG and WebP files";

/** For the browser's dialog. */
export const ACCEPT = ENDINGS.map((ending) => `.${ending}`).join(",");

/**
 * @param {File} file
 * @param {number} maxSize in bytes
 * @returns {string} why it can't be attached, or ""
 */
export function refusal({ name, size }, maxSize) {
  const ending = name.split(".").at(-1)?.toLowerCase() ?? "";
  if (!ENDINGS.includes(ending)) return `Only ${KINDS} can be attached.`;
  if (size > maxSize) return `A file has at most ${inWords(maxSize)}.`;
  return size ? "" : "The file is empty.";
}

/** @param {number} bytes */
export function inWords(bytes) {
  const [unit, one] =
    bytes < 1024 ** 2 ? ["kB", 1024] : /** @type {const} */ (["MB", 1024 ** 2]);
  const digits = unit === "MB" && bytes % 1024 ** 2 ? 1 : 0;
  if (!bytes) return "0 kB";
  return `${Math.max(bytes / one, digits ? 0.1 : 1).toFixed(digits)} ${unit}`;
}
