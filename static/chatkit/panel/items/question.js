// @ts-check
/** The visitor's message with its files. */
import { strings } from "../../i18n/i18n.js";
import { isLocal } from "../../chat/conversation.js";
import { h, icon } from "../dom.js";
import { isAllowedImage, image } from "./image.js";
import { orNotShown } from "./not-shown.js";

/** @typedef {import("../../chat/types.js").Attachment} Attachment */

/** @type {import("./types.js").Render} */
export function question(item, { pending }) {
  const text = (item.content ?? []).map((part) => part?.text).join("\n");
  const bubble = h(
    "p",
    { class: "bubble", dir: "auto" },
    // In bdi, so that the direction is that of the text alone.
    h("bdi", { class: "visually-hidden" }, strings.you),
    text,
  );
  const files = (item.attachments ?? []).map((file) =>
    h(
      "li",
      {},
      orNotShown(() => attachment(file)),
    ),
  );
  const list = h(
    "ul",
    { class: "attached", role: "list", "aria-label": strings.attachedFiles },
    ...files,
  );
  const unsent = isLocal(item) && !pending;
  return [
    ...(files.length ? [list] : []),
    bubble,
    ...(unsent ? [h("p", { class: "unsent" }, strings.notSent)] : []),
  ];
}

/** @param {Attachment} file */
function attachment({ name, type, preview_url = "" }) {
  return type === "image" && isAllowedImage(preview_url)
    ? image(preview_url, name)
    : h(
        "span",
        { class: "document" },
        icon("file"),
        h("span", { dir: "auto" }, name),
      );
}
