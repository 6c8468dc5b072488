// @ts-check
/** Which files can be attached, checked before the server is asked. */

import { formatSize, strings } from "../../i18n/i18n.js";

const EXTENSIONS = ["pdf", "docx", "txt", "png", "jpg", "jpeg", "webp"];

/** For the file dialog. */
export const ACCEPT = EXTENSIONS.map((extension) => `.${extension}`).join(",");

/**
 * @param {File} file
 * @param {number} maxSize in bytes
 * @returns {string} why it can't be attached, or ""
 */
export function fileError({ name, size }, maxSize) {
  const extension = name.split(".").at(-1)?.toLowerCase() ?? "";
  if (!EXTENSIONS.includes(extension)) return strings.wrongFileType;
  if (size > maxSize) return strings.fileTooLarge(formatSize(maxSize));
  return size ? "" : strings.fileEmpty;
}
