// @ts-check
/** A story opens beside the résumé, at its own address; the back button closes it. */

import { addButton } from "./ask.js";
import { neighbour } from "./story-keys.js";

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const dialog = document.createElement("dialog");
dialog.className = "story-sheet";
dialog.tabIndex = -1; // a click on its text keeps the keys with it
const fromBelow = matchMedia("(max-width: 60rem)");
const home = { url: location.href, title: document.title };
/** @type {HTMLElement | null} */
let opener = null;
let wanted = "";

/** The line of the résumé that the story is about. @param {string} url */
function mark(url) {
  const links = [...main.querySelectorAll("a.story")];
  const found = links.find((link) => "href" in link && link.href === url);
  opener?.removeAttribute("aria-current");
  if (found instanceof HTMLElement) opener = found;
  if (url) opener?.setAttribute("aria-current", "true");
}

/**
 * @param {string} url
 * @param {boolean} push whether the address is new to the browser's history
 */
async function open(url, push) {
  if (wanted === url) return dialog.focus();
  wanted = url;
  let page;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(String(response.status));
    page = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    location.assign(url);
    return;
  }
  const story = page.querySelector(".story-text");
  if (!story || wanted !== url) return;
  if (push) history.pushState({ story: url }, "", url);
  document.title = page.title;
  const close = document.createElement("button");
  close.className = "story-close";
  close.type = "button";
  close.textContent = main.dataset.close ?? "";
  close.addEventListener("click", leave);
  dialog.replaceChildren(close, document.adoptNode(story));
  addButton(story);
  dialog.setAttribute("aria-label", story.querySelector("h1")?.textContent ?? "");
  mark(url);
  if (!dialog.open) dialog.show();
  opener?.scrollIntoView({ block: "nearest" });
  dialog.scrollTop = 0;
  close.focus({ preventScroll: true });
}

/** Through the history, so that the button and the browser's do the same. */
function leave() {
  history.pushState({}, "", home.url);
  close();
}

function close() {
  wanted = "";
  if (!dialog.open) return;
  dialog.close();
  mark("");
  document.title = home.title;
  opener?.focus({ preventScroll: true });
}

/** @param {Event} event */
function storyOf(event) {
  const link = event.target instanceof Element && event.target.closest("a");
  const isPlain =
    event instanceof MouseEvent &&
    !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  return link && isPlain && link.matches(".story, .story-others a") ? link : null;
}

document.addEventListener("click", (event) => {
  const link = storyOf(event);
  const target = /** @type {Element} */ (event.target);
  const isBeside = dialog.open && fromBelow.matches && target.closest(".page");
  if (!link && !isBeside) return;
  event.preventDefault();
  if (link) open(link.href, true);
  else leave();
});
addEventListener("popstate", (event) => {
  if (event.state?.story) open(event.state.story, false);
  else close();
});
dialog.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave();
  const other = neighbour(event, dialog);
  if (other) open(other.href, true);
});
document.body.append(dialog);
