// @ts-check
/** The editor page: what is a link or a form without scripts happens in place. */

import { watchActions } from "./actions.js";
import { add, cancel, complain, open, save, toggle } from "./cards.js";
import { watchDates } from "./dates.js";
import { useChosen, watchPhoto } from "./photo.js";
import { watchRows } from "./rows.js";
import { Refused } from "./send.js";
import { show } from "./unsaved.js";

const LONGEST_PASTE = 200_000; // characters
const editor = /** @type {HTMLElement} */ (document.getElementById("editor"));

/** @param {Element} element @returns {HTMLElement} */
const cardOf = (element) =>
  /** @type {HTMLElement} */ (element.closest(".desk-card"));

editor.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = /** @type {Element} */ (event.target).closest("a");
  if (!link) return;
  const work = {
    open: () => toggle(cardOf(link)),
    reload: () => open(cardOf(link)),
    add: () => add(link),
    cancel: () => cancel(cardOf(link)),
  };
  for (const [name, act] of Object.entries(work))
    if (name in link.dataset) {
      event.preventDefault();
      act();
    }
});

editor.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches(".desk-form")) return;
  event.preventDefault();
  if (await useChosen(cardOf(form))) save(form);
});

editor.addEventListener("input", (event) => {
  const form = /** @type {Element} */ (event.target).closest("form.desk-form");
  if (form) show(/** @type {HTMLFormElement} */ (form));
});

editor.addEventListener(
  "paste",
  (event) => {
    const { length } = event.clipboardData?.getData("text/plain") ?? "";
    if (length < LONGEST_PASTE) return;
    event.preventDefault();
    const text = `That is ${Math.ceil(length / 1000).toLocaleString()} thousand characters, more than a résumé holds. It was not pasted, and what you typed is as it was.`;
    complain(cardOf(/** @type {Element} */ (event.target)), new Refused(text));
  },
  { capture: true },
);

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.key === " " && target.matches("[data-open]")) {
    event.preventDefault();
    /** @type {HTMLElement} */ (target).click();
  }
  if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey)) {
    const form = target.closest("form.desk-form");
    if (!form) return;
    event.preventDefault();
    /** @type {HTMLFormElement} */ (form).requestSubmit();
  }
});

watchRows(editor);
watchDates(editor);
watchActions(editor);
watchPhoto(editor);
for (const link of editor.querySelectorAll("[data-open]"))
  link.setAttribute("role", "button");
const wanted = document.getElementById(location.hash.slice(1));
if (wanted?.matches(".desk-card")) open(wanted);
