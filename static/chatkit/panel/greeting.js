// @ts-check
/** The empty conversation: a greeting, and questions to choose from. */
import { strings } from "../i18n/i18n.js";
import { h } from "./dom.js";

/** @typedef {import("../chat/types.js").Configuration} Configuration */

/**
 * @param {Configuration} configuration
 * @param {(text: string) => void} send
 */
export function greetingElement({ greeting, prompts }, send) {
  const starters = prompts.map((prompt) => {
    const starter = h("button", { type: "button", dir: "auto" }, prompt);
    starter.addEventListener("click", () => send(prompt));
    return h("li", {}, starter);
  });
  const list = h(
    "ul",
    { role: "list", "aria-label": strings.suggestedQuestions },
    ...starters,
  );
  return h(
    "div",
    { class: "greeting" },
    h("p", { dir: "auto" }, greeting),
    list,
  );
}
