// @ts-check
/** A widget of the server's: drawn as far as we can, else as the text it has. */
import { h } from "../dom.js";
import { UnknownNode, element } from "./nodes.js";

/** @typedef {import("../types.js").Item} Item */
/** @typedef {import("../types.js").WidgetNode} WidgetNode */

/** @type {import("./drawing.js").Draw} */
export function widget({ id, widget, copy_text }, { handlers }) {
  if (!widget) return [];
  try {
    const made = element(widget, (action, form) =>
      handlers.act(id, { ...action, payload: payload(action.payload, form) }),
    );
    const whole = h("fieldset", { class: "widget" }, made);
    label(whole);
    return [whole];
  } catch (error) {
    if (!(error instanceof UnknownNode)) throw error;
    return copy_text ? [h("p", { class: "card" }, copy_text)] : [];
  }
}

/**
 * What an action carries, and what the form around it holds.
 * @param {any} given
 * @param {HTMLFormElement} [form]
 */
function payload(given, form) {
  if (!form) return given;
  /** @type {Record<string, any>} */
  const all = given && typeof given === "object" ? structuredClone(given) : {};
  for (const field of form.querySelectorAll("input, textarea, select")) {
    const { name, type, value, checked } = /** @type {HTMLInputElement} */ (
      field
    );
    if (!name || (type === "radio" && !checked)) continue;
    all[name] = type === "checkbox" ? checked : value;
  }
  return all;
}

/** @param {HTMLElement} whole whose labels are given to the fields they name */
function label(whole) {
  for (const label of whole.querySelectorAll("[data-labels]")) {
    const name = CSS.escape(label.getAttribute("data-labels") ?? "");
    whole
      .querySelector(`[name="${name}"].control`)
      ?.setAttribute("aria-label", label.textContent ?? "");
  }
}
