// @ts-check
/** Loaded with every page: waits for the visitor, then fetches the chat itself. */
import { memory } from "./panel/memory.js";

/** @typedef {import("./chat-widget.js").ChatWidgetElement} ChatWidgetElement */

/** @param {Element} element the widget as the server wrote it */
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
  if (memory.open) open(element);
}
