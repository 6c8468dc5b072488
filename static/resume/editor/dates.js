// @ts-check
/** Says below a date what it is understood as. */

import { send } from "./send.js";

/** @param {HTMLInputElement} field @param {string} url */
async function explain(field, url) {
  const box = /** @type {Element} */ (field.closest(".desk-field"));
  let said = box.querySelector(".desk-understood");
  if (!said) {
    said = document.createElement("p");
    said.className = "desk-understood desk-hint";
    said.setAttribute("aria-live", "polite");
    box.append(said);
  }
  const query = new URLSearchParams({
    text: field.value,
    kind: field.dataset.date ?? "",
  });
  const response = await send(`${url}?${query}`);
  const { understood, problem } = await response.json();
  box.querySelector(".desk-wrong")?.remove();
  box.classList.toggle("errors", Boolean(problem));
  const isPlain = understood?.toLowerCase() === field.value.trim().toLowerCase();
  said.textContent = problem ?? (isPlain ? "" : understood);
  said.classList.toggle("desk-wrong", Boolean(problem));
}

/** @param {HTMLElement} editor */
export function watchDates(editor) {
  editor.addEventListener("change", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.dataset.date)
      explain(field, editor.dataset.dates ?? "").catch(() => {}); // saving says it too
  });
}
