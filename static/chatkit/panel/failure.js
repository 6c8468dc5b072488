// @ts-check
/** What went wrong, with Retry where that may help. */
import { strings } from "../i18n/i18n.js";
import { h } from "./dom.js";

/** @typedef {import("../chat/chat.js").Failure} Failure */

/**
 * @param {HTMLElement} container
 * @param {Failure | undefined} failure
 * @param {() => void} onRetry
 */
export function renderFailure(container, failure, onRetry) {
  const { retry, message } = failure ?? {};
  container.hidden = !failure;
  container.replaceChildren(h("p", { dir: "auto" }, message ?? ""));
  if (!retry) return;
  const button = h("button", { type: "button" }, strings.retry);
  button.addEventListener("click", () => {
    onRetry();
    retry();
  });
  container.append(button);
}
