// @ts-check
/** Loaded with every page; fetches the chat when the visitor opens it. */
import { storage } from "./chat/storage.js";

/** @typedef {import("./chat-widget.js").ChatWidgetElement} ChatWidgetElement */

/** @param {Element} element not upgraded yet */
async function open(element) {
  try {
    await import("./chat-widget-define.js");
    await /** @type {ChatWidgetElement} */ (element).open();
  } catch (error) {
    console.error("[AgentKit] The chat could not be loaded.", error);
  }
}

for (const element of document.querySelectorAll("chat-widget")) {
  element
    .querySelector("button")
    ?.addEventListener("click", () => open(element));
  if (storage.open) open(element);
}
