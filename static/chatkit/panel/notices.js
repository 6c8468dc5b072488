// @ts-check
/** Below a conversation: notices of the server. */
import { strings } from "../i18n/i18n.js";
import { h, updateChildren } from "./dom.js";
import { markdown } from "./markdown.js";

/** @typedef {import("../chat/types.js").Notice} Notice */

/** @param {Notice} notice */
export function noticeText({ title, message }) {
  const blocks = markdown(message, () => new Text());
  const text = blocks.map((block) => block.textContent).join("\n");
  return title ? strings.titled(title, text) : text;
}

/**
 * @param {HTMLElement} container
 * @param {Notice[]} notices
 */
export function renderNotices(container, notices) {
  const blocks = notices.map(({ level, title, message }) =>
    h(
      "div",
      { class: "notice", "data-level": level },
      ...(title ? [h("strong", { dir: "auto" }, title)] : []),
      ...markdown(message, () => new Text()),
    ),
  );
  container.hidden = !blocks.length;
  updateChildren(container, blocks);
}
