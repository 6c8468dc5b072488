// @ts-check
/**
 * Loaded with every page: shows the button and opens the panel, or says why not. The syntax
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

/**
 * Shows the button if the chat is on, which the page itself does not know: it may come
 * from a cache. The panel is loaded once it may be opened.
 * @param {Element} element not upgraded yet
 */
async function show(element) {
  const response = await fetch(String(element.getAttribute("config")));
  const configuration = await response.json();
  if (!configuration.chat_enabled) {
    element.remove();
    return;
  }
  Object.assign(element, { configuration });
  element.setAttribute("theme", configuration.theme);
  const button = element.children[0];
  button.children[1].textContent = configuration.launcher_label;
  button.addEventListener("click", () => open(element));
  element.addEventListener("chat-widget:ask", (event) =>
    open(element, /** @type {CustomEvent} */ (event).detail),
  );
  document.body.dataset.chatkit = "closed"; // shows the button
  if (!SUPPORTED) return;
  const prepare = () => load().catch(() => {}); // a click tries again, and says so
  for (const sign of ["pointerenter", "pointerdown", "focus"])
    button.addEventListener(sign, prepare, { once: true });
  if (wasOpen()) prepare();
}

/** As ./chat/storage.js keeps it. */
function wasOpen() {
  try {
    return Boolean(sessionStorage.getItem("chatkit.open"));
  } catch (error) {
    return false;
  }
}

for (const element of document.querySelectorAll("chat-widget"))
  show(element).catch((error) =>
    console.error("[AgentKit] The chat is not available.", error),
  );
