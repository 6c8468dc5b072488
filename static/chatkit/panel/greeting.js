// @ts-check
/** How a conversation begins: a sentence, and questions to choose from. */
import { h } from "./dom.js";

/** @typedef {import("./types.js").Configuration} Configuration */

/**
 * @param {Configuration} configuration
 * @param {(text: string) => void} send
 */
export function greeting({ greeting, prompts }, send) {
  const starters = prompts.map((prompt) => {
    const starter = h("button", { type: "button" }, prompt);
    starter.addEventListener("click", () => send(prompt));
    return h("li", {}, starter);
  });
  const list = h(
    "ul",
    { role: "list", "aria-label": "Suggested questions" },
    ...starters,
  );
  return h("div", { class: "greeting" }, h("p", {}, greeting), list);
}
