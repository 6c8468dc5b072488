// @ts-check
/** Cards that open in place and are saved one by one. */

import { element } from "./element.js";
import { prepareMonths } from "./months.js";
import { prepareRows } from "./rows.js";
import { Refused, send } from "./send.js";
import { isUnsaved, remember } from "./unsaved.js";

/** @param {string} text */
export function say(text) {
  const said = document.getElementById("desk-said");
  if (said) said.textContent = text;
}

/** The draft differs from what visitors see. */
export function noteChange() {
  const state = document.getElementById("desk-state");
  if (state) state.textContent = state.dataset.changed ?? "";
}

/** @param {HTMLElement} card @param {boolean} [isSaved] */
export function prepare(card, isSaved = true) {
  prepareRows(card);
  prepareMonths(card);
  card.querySelector("[data-open]")?.setAttribute("role", "button");
  const form = formOf(card);
  if (form) remember(form, isSaved);
}

/** @param {Element} card @returns {HTMLFormElement | null} */
export const formOf = (card) => card.querySelector("form.desk-form");

/** @param {HTMLElement} card @param {unknown} error */
export function complain(card, error) {
  const text = error instanceof Refused ? error.message : String(error);
  let said = card.querySelector(":scope > .desk-failure");
  if (!said) {
    said = document.createElement("p");
    said.className = "desk-failure desk-problem";
    said.setAttribute("role", "alert");
    card.append(said);
  }
  said.textContent = text;
}

/** @param {HTMLElement} card */
const forget = (card) => card.querySelector(":scope > .desk-failure")?.remove();

/** @param {HTMLElement} card */
export async function toggle(card) {
  const form = formOf(card);
  if (!form) return open(card);
  const isOpen = card.classList.toggle("is-open");
  card
    .querySelector("[data-open]")
    ?.setAttribute("aria-expanded", String(isOpen));
}

/** Fetch what is stored, whatever was typed. @param {HTMLElement} card */
export async function open(card) {
  const link = /** @type {HTMLAnchorElement} */ (card.querySelector("[data-open]"));
  forget(card);
  try {
    const fresh = element(await (await send(link.href)).text());
    card.replaceWith(fresh);
    prepare(fresh);
    /** @type {HTMLElement} */ (fresh.querySelector("[data-open]")).focus();
  } catch (error) {
    complain(card, error);
  }
}

/** @param {HTMLFormElement} form */
export async function save(form) {
  const card = /** @type {HTMLElement} */ (form.closest(".desk-card"));
  const parts = [...form.querySelectorAll("fieldset, button[type=submit]")];
  const data = new FormData(form);
  const status = form.querySelector("[data-status]");
  const enable = (/** @type {boolean} */ on) =>
    parts.forEach((part) => part.toggleAttribute("disabled", !on));
  forget(card);
  enable(false);
  if (status) status.textContent = "Saving …";
  try {
    const response = await send(form.action, data);
    const fresh = element(await response.text());
    card.replaceWith(fresh);
    prepare(fresh, response.ok);
    if (!response.ok) {
      const first = fresh.querySelector(".errors :is(input, textarea, select)");
      const focused = first ?? fresh.querySelector(".desk-problems");
      /** @type {HTMLElement | null} */ (focused)?.focus();
      return;
    }
    say(`Saved: ${fresh.querySelector(".desk-name")?.textContent}`);
    noteChange();
    /** @type {HTMLElement} */ (fresh.querySelector(".desk-primary")).focus();
  } catch (error) {
    enable(true);
    if (status) status.textContent = "Not saved.";
    complain(card, error);
  }
}

/**
 * Another card for a new entry, or the one that is open already.
 * @param {HTMLAnchorElement} link
 */
export async function add(link) {
  const section = /** @type {HTMLElement} */ (link.closest(".desk-section"));
  const list = /** @type {HTMLElement} */ (section.querySelector(".desk-cards"));
  let card = /** @type {HTMLElement | null} */ (
    list.querySelector('[data-entry=""]')
  );
  if (!card) {
    try {
      card = element(await (await send(link.href)).text());
    } catch (error) {
      complain(section, error);
      return;
    }
    if (card.querySelector("[data-date]")) list.prepend(card);
    else list.append(card);
    prepare(card);
  }
  const first = formOf(card)?.querySelector("input:not([type=hidden]), textarea");
  /** @type {HTMLElement | null} */ (first)?.focus();
}

/** @param {HTMLElement} card */
export function cancel(card) {
  const form = formOf(card);
  if (form && isUnsaved(form) && !confirm("Discard what you typed?")) return;
  const link = card.closest(".desk-section")?.querySelector("[data-add]");
  card.remove();
  /** @type {HTMLElement | null | undefined} */ (link)?.focus();
}
