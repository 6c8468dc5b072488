// @ts-check
/** A month, a year or "present" is chosen instead of typed. */

import { element } from "./element.js";

const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Date(2000, month, 1).toLocaleString("en", { month: "long" }),
);
const YEAR = /\b\d{4}\b/;

/** @param {string} value @param {string} [label] */
const button = (value, label = value) =>
  `<button class="desk-button" value="${value}">${label}</button>`;

/** @param {HTMLInputElement} field @param {string} name */
function choose(field, name) {
  const year = YEAR.exec(field.value)?.[0] ?? new Date().getFullYear();
  const dialog = /** @type {HTMLDialogElement} */ (
    element(`<dialog class="desk-dialog" aria-label="${name}">
      <form class="desk-ask" method="dialog">
        <div class="desk-year">
          <label>Year <input type="number" min="1900" max="2100" required value="${year}"></label>
          ${button("year", "Only the year")}
        </div>
        <div class="desk-months">${MONTHS.map((month) => button(month)).join("")}</div>
        <div class="desk-buttons">
          ${field.dataset.date === "end" ? button("present", "Present") : ""}
          <button type="button" class="desk-button" data-cancel>Cancel</button>
        </div>
      </form>
    </dialog>`)
  );
  const chosen = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
  const month = MONTHS.find((month) => field.value.includes(month));
  dialog.querySelector(`[value="${month}"]`)?.setAttribute("aria-current", "date");
  dialog.querySelector("[data-cancel]")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    const { returnValue } = dialog;
    if (!returnValue) return;
    if (returnValue === "present") field.value = returnValue;
    else if (returnValue === "year") field.value = chosen.value;
    else field.value = `${returnValue} ${chosen.value}`;
    for (const type of ["input", "change"])
      field.dispatchEvent(new Event(type, { bubbles: true }));
  });
  document.body.append(dialog);
  dialog.showModal();
  chosen.select();
}

/** @param {Element} card */
export function prepareMonths(card) {
  for (const found of card.querySelectorAll("input[data-date]:enabled")) {
    const field = /** @type {HTMLInputElement} */ (found);
    const name = `Choose “${field.labels?.[0]?.textContent?.trim()}”`;
    const opener = element(
      `<button type="button" class="desk-button" aria-haspopup="dialog" aria-label="${name}" title="${name}"><span class="material-symbols-outlined" aria-hidden="true">calendar_month</span></button>`,
    );
    const box = element(`<div class="desk-date"></div>`);
    field.replaceWith(box);
    box.append(field, opener);
    opener.addEventListener("click", () => choose(field, name));
  }
}
