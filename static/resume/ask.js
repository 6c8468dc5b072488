// @ts-check
/** "Ask about this" on every entry, highlight and story, where there is a chat to ask. */

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const LONGEST = 60; // characters of a highlight

/**
 * The beginning of a text, cut between words.
 * @param {string} text
 */
export function shorten(text) {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.length <= LONGEST) return words;
  return `${words.slice(0, LONGEST).replace(/[\s,;:]+\S*$/, "")} …`;
}

/** @param {Element | null | undefined} element */
const textOf = (element) => element?.textContent?.trim() ?? "";

/**
 * A highlight is asked about as one of its entry: alone it says too little.
 * @param {Element} passage an entry or a highlight
 * @returns {string}
 */
function nameOf(passage) {
  const entry = passage.parentElement?.closest(".entry");
  if (entry) return `${nameOf(entry)}: ${shorten(textOf(passage))}`;
  const title = textOf(passage.querySelector("h1, h3, h4, dt, figcaption"));
  const employer = passage.closest(".employer")?.querySelector("h3");
  const organization = passage.querySelector(".organization") ?? employer;
  const names = [title, textOf(organization)].filter(Boolean);
  return names.join(", ") || shorten(textOf(passage));
}

/**
 * Where there is a chat.
 * @param {Element} passage an entry, a highlight or a story
 */
export function addButton(passage) {
  if (!document.body.dataset.chatkit) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ask";
  const label = main.dataset.ask ?? "";
  const name = nameOf(passage);
  button.ariaLabel = `${label}: ${name}`;
  button.title = label;
  button.innerHTML =
    '<svg viewBox="0 0 24 24" aria-hidden="true">' +
    '<path d="M20 11.5a7.5 7.5 0 0 1-7.5 7.5H5l1.6-2.7A7.5 7.5 0 1 1 20 11.5z"/></svg>';
  button.addEventListener("click", () =>
    document.querySelector("chat-widget")?.dispatchEvent(
      new CustomEvent("chat-widget:ask", {
        detail: (main.dataset.about ?? "{}").replace("{}", name),
      }),
    ),
  );
  if (passage.matches(".story-text")) {
    button.append(label);
    passage.querySelector(".prose")?.after(button);
    return;
  }
  (passage.querySelector(":scope > .tools, header > .tools") ?? passage).append(
    button,
  );
}

/** The chat's own script says when it is there. */
function begin() {
  if (!document.body.dataset.chatkit || main.querySelector(".ask")) return;
  watcher.disconnect();
  document
    .querySelectorAll(".entry, .term, .highlights > li, .story-text")
    .forEach((passage) => addButton(passage));
}

const watcher = new MutationObserver(begin);
watcher.observe(document.body, { attributeFilter: ["data-chatkit"] });
begin();
