// @ts-check
/** What the visitor said, and the files that went with it. */
import { isLocal } from "../conversation.js";
import { h, icon } from "../dom.js";
import { isPicture, picture } from "./picture.js";

/** @typedef {import("../types.js").Attachment} Attachment */

/** @type {import("./drawing.js").Draw} */
export function question(item, { underWay }) {
  const text = (item.content ?? []).map((part) => part.text).join("\n");
  const bubble = h(
    "p",
    { class: "bubble", dir: "auto" },
    h("span", { class: "visually-hidden" }, "You: "),
    text,
  );
  const files = (item.attachments ?? []).map((file) =>
    h("li", {}, shown(file)),
  );
  const list = h(
    "ul",
    { class: "attached", role: "list", "aria-label": "Attached files" },
    ...files,
  );
  const unsent = isLocal(item) && !underWay;
  return [
    ...(files.length ? [list] : []),
    bubble,
    ...(unsent ? [h("p", { class: "unsent" }, "Not sent")] : []),
  ];
}

/** @param {Attachment} file */
function shown({ name, type, preview_url = "" }) {
  return type === "image" && isPicture(preview_url)
    ? picture(preview_url, name)
    : h("span", { class: "document" }, icon("file"), h("span", {}, name));
}
