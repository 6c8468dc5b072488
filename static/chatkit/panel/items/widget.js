// @ts-check
/** A widget, or its text where it has nodes that we can't render. */
import { h } from "../dom.js";
import { UnknownNode, renderNode } from "./widget-nodes.js";

/** @typedef {import("../../chat/types.js").Item} Item */
/** @typedef {import("../../chat/types.js").WidgetNode} WidgetNode */

/** @type {import("./types.js").Render} */
export function widget({ id, widget, copy_text }, { handlers }) {
  if (!widget) return [];
  try {
    const element = renderNode(widget, (action, form) =>
      handlers.act(id, {
        ...action,
        payload: formPayload(action.payload, form),
      }),
    );
    const fieldset = h("fieldset", { class: "widget" }, element);
    labelFields(fieldset);
    return [fieldset];
  } catch (error) {
    if (!(error instanceof UnknownNode)) throw error;
    return copy_text ? [h("p", { class: "card" }, copy_text)] : [];
  }
}

/**
 * The payload of an action with the values of the form around it.
 * @param {any} payload
 * @param {HTMLFormElement} [form]
 */
function formPayload(payload, form) {
  if (!form) return payload;
  /** @type {Record<string, any>} */
  const all =
    payload && typeof payload === "object" ? structuredClone(payload) : {};
  for (const field of form.querySelectorAll("input, textarea, select")) {
    const { name, type, value, checked } = /** @type {HTMLInputElement} */ (
      field
    );
    if (!name || (type === "radio" && !checked)) continue;
    all[name] = type === "checkbox" ? checked : value;
  }
  return all;
}

/** @param {HTMLElement} fieldset with labels that name their field */
function labelFields(fieldset) {
  for (const label of fieldset.querySelectorAll("[data-labels]")) {
    const name = CSS.escape(label.getAttribute("data-labels") ?? "");
    fieldset
      .querySelector(`[name="${name}"].control`)
      ?.setAttribute("aria-label", label.textContent ?? "");
  }
}
