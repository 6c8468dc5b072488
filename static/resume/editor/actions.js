// @ts-check
/** What is done with whole cards: move, duplicate, delete. */

import { complain, noteChange, prepare, say } from "./cards.js";
import { element } from "./element.js";
import { send } from "./send.js";

/** @param {Element | null | undefined} card */
const nameOf = (card) => card?.querySelector(".desk-name")?.textContent ?? "";

/** @param {HTMLElement} card @param {string} url @param {string} to */
async function move(card, url, to) {
  const data = new FormData();
  data.set("to", to);
  const response = await send(url, data);
  /** @type {{ order: (number | string)[] }} */
  const { order } = await response.json();
  const list = /** @type {HTMLElement} */ (card.parentElement);
  const focused = document.activeElement;
  for (const id of order) {
    const found = document.getElementById(`entry-${id}`);
    if (found) list.append(found);
  }
  if (focused instanceof HTMLElement) focused.focus();
  const place = order.map(String).indexOf(card.dataset.entry ?? "") + 1;
  say(`${nameOf(card)} is now ${place} of ${order.length}.`);
  noteChange();
}

/** @param {HTMLElement} card @param {string} url */
async function duplicate(card, url) {
  const copy = element(await (await send(url, new FormData())).text());
  card.after(copy);
  prepare(copy);
  copy.scrollIntoView({ block: "nearest" });
  /** @type {HTMLElement} */ (copy.querySelector("[data-open]")).focus();
  say(`Duplicated: ${nameOf(copy)}`);
  noteChange();
}

/** Ask first, with what goes along. @param {HTMLElement} card @param {string} url */
async function remove(card, url) {
  const dialog = document.createElement("dialog");
  dialog.className = "desk-dialog";
  dialog.append(element(await (await send(url)).text()));
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (!target.closest("[data-cancel]") && target !== dialog) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    attempt(card, async () => {
      await send(url, new FormData());
      const next =
        card.nextElementSibling ??
        card.previousElementSibling ??
        card.closest(".desk-section");
      const name = nameOf(card);
      card.remove();
      /** @type {HTMLElement | null | undefined} */ (
        next?.querySelector("[data-open], [data-add]")
      )?.focus();
      say(`Deleted: ${name}`);
      noteChange();
    });
  });
  dialog.showModal();
}

/** @param {HTMLElement} card @param {() => Promise<void>} work */
function attempt(card, work) {
  work().catch((error) => complain(card, error));
}

/** @param {HTMLElement} editor */
export function watchActions(editor) {
  document.getElementById("card-actions")?.addEventListener("submit", (event) => {
    const button = /** @type {HTMLButtonElement} */ (event.submitter);
    const card = /** @type {HTMLElement} */ (button.closest(".desk-card"));
    event.preventDefault();
    const work = "duplicate" in button.dataset ? duplicate : move;
    attempt(card, () => work(card, button.formAction, button.value));
  });
  editor.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[data-delete]");
    if (!link) return;
    event.preventDefault();
    const card = /** @type {HTMLElement} */ (link.closest(".desk-card"));
    attempt(card, () => remove(card, /** @type {HTMLAnchorElement} */ (link).href));
  });
  // Unfold's sortable lists say that one was dropped.
  editor.addEventListener("end", (event) => {
    const { item } = /** @type {Event & { item?: HTMLElement }} */ (event);
    if (!item?.matches(".desk-card")) {
      item?.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    const next = /** @type {HTMLElement | null} */ (item.nextElementSibling);
    const up = /** @type {HTMLButtonElement} */ (
      item.querySelector('button[value="up"]')
    );
    attempt(item, () => move(item, up.formAction, next?.dataset.entry ?? ""));
  });
}
