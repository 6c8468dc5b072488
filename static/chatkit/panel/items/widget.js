// @ts-check
/** A widget, or its text where we can't render any of it. */
import { h } from "../dom.js";
import { orNotShown } from "./not-shown.js";
import { renderNode } from "./widget-nodes.js";

/** @typedef {import("../../chat/types.js").Item} Item */
/** @typedef {import("../../chat/types.js").WidgetNode} WidgetNode */

/** More than empty containers and lines that say that something can't be shown. */
const SHOWN = ":not(.node, .card, .not-shown)";

/** @type {import("./types.js").Render} */
export function widget({ id, widget, copy_text }, { handlers }) {
  if (widget === undefined) return [];
  const element = orNotShown(() =>
    renderNode(widget, (action, form) =>
      handlers.act(id, {
        ...action,
        payload: formPayload(action.payload, form),
      }),
    ),
  );
  const fieldset = h("fieldset", { class: "widget" }, element);
  if (copy_text && !fieldset.querySelector(SHOWN))
    return [h("p", { class: "card", dir: "auto" }, copy_text)];
  labelFields(fieldset);
  return [fieldset];
}

/**
 * The payload of an action with the values of the form around it.
 * @param {any} payload
 * @param {HTMLFormElement} [form]
 */
function formPayload(payload, form) {
  if (!form) return payload;
  /** @type {[name: string, value: any][]} */
  const values = [];
  for (const field of form.querySelectorAll("input, textarea, select")) {
    const { name, type, value, checked } = /** @type {HTMLInputElement} */ (
      field
    );
    if (!name || (type === "radio" && !checked)) continue;
    values.push([name, type === "checkbox" ? checked : value]);
  }
  const own = payload && typeof payload === "object" ? payload : {};
  return { ...own, ...Object.fromEntries(values) };
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
