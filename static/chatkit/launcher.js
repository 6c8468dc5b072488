// @ts-check
/**
 * Loaded with every page: gets the panel ready to open, or says why it can't. The syntax
 * is that of 2018, also in what it imports, so that old browsers can say it too.
 */
import { strings } from "./i18n/i18n.js";

/** @typedef {import("./chat-widget.js").ChatWidgetElement} ChatWidgetElement */

const SUPPORTED =
  "AbortSignal" in window &&
  "timeout" in AbortSignal &&
  "hasOwn" in Object &&
  "replaceChildren" in Element.prototype &&
  typeof HTMLDialogElement === "function";

const load = () => import("./chat-widget-define.js");

const problem = document.createElement("p");
problem.className = "chatkit-problem";
problem.setAttribute("role", "alert");

/**
 * @param {Element} element not upgraded yet
 * @param {string} [beginning] of a question
 */
async function open(element, beginning) {
  const button = element.children[0];
  button.setAttribute("aria-busy", "true");
  problem.remove();
  try {
    if (!SUPPORTED) throw new SyntaxError("the browser is too old");
    await load();
    await /** @type {ChatWidgetElement} */ (element).open(beginning);
  } catch (error) {
    console.error("[AgentKit] The chat could not be loaded.", error);
    const isOld = error instanceof SyntaxError;
    problem.textContent = isOld ? strings.unsupported : strings.notLoaded;
    element.append(problem);
  }
  button.removeAttribute("aria-busy");
}

document.body.dataset.chatkit = "closed"; // shows the button
for (const element of document.querySelectorAll("chat-widget")) {
  element.children[0].addEventListener("click", () => open(element));
  element.addEventListener("chat-widget:ask", (event) =>
    open(element, /** @type {CustomEvent} */ (event).detail),
  );
}
if (SUPPORTED) load().catch(() => {}); // a click tries again, and says so
