// @ts-check
/** The controls of a widget, as form elements of HTML. */
import { h } from "../dom.js";

/** @typedef {import("../../chat/types.js").WidgetNode} WidgetNode */
/** @typedef {import("./types.js").Act} Act */

const INPUT_TYPES = ["number", "email", "text", "password", "tel", "url"];

/** @type {Record<string, (node: WidgetNode) => HTMLElement>} */
const CONTROLS = {
  Input: ({ inputType = "text", pattern = false, ...node }) =>
    h("input", {
      ...common(node),
      type: INPUT_TYPES.includes(inputType) ? inputType : "text",
      value: node.defaultValue ?? "",
      placeholder: node.placeholder ?? "",
      pattern,
    }),
  Textarea: (node) =>
    h(
      "textarea",
      {
        ...common(node),
        rows: node.rows ?? 3,
        placeholder: node.placeholder ?? "",
      },
      node.defaultValue ?? "",
    ),
  DatePicker: (node) =>
    h("input", {
      ...common(node),
      type: "date",
      value: day(node.defaultValue),
      min: day(node.min),
      max: day(node.max),
    }),
  Select: (node) =>
    h(
      "select",
      common(node),
      h("option", { value: "" }, node.placeholder ?? ""),
      ...options(node).map(({ label, value, disabled = false }) =>
        h(
          "option",
          { value, disabled, selected: value === node.defaultValue },
          label,
        ),
      ),
    ),
  Checkbox: (node) =>
    h(
      "label",
      { class: "choice" },
      h("input", {
        ...bare(node),
        type: "checkbox",
        checked: Boolean(node.defaultChecked),
      }),
      h("span", {}, node.label ?? ""),
    ),
  RadioGroup: (node) =>
    h(
      "div",
      { role: "group", "aria-label": node.ariaLabel ?? node.name },
      ...options(node).map(({ label, value }) =>
        h(
          "label",
          { class: "choice" },
          h("input", {
            ...bare(node),
            type: "radio",
            value,
            checked: value === node.defaultValue,
          }),
          h("span", {}, label),
        ),
      ),
    ),
};

/** @param {WidgetNode} node */
export const isControl = ({ type }) => Object.hasOwn(CONTROLS, type);

/**
 * @param {WidgetNode} node
 * @param {Act} act
 */
export function control(node, act) {
  const element = CONTROLS[node.type](node);
  const { onChangeAction } = node;
  if (onChangeAction)
    element.addEventListener("change", () =>
      act(onChangeAction, element.closest("form") ?? undefined),
    );
  return element;
}

/**
 * @param {WidgetNode} node
 * @param {Act} act
 * @param {Node[]} [content] instead of the label
 */
export function button(node, act, content = [new Text(node.label ?? "")]) {
  const element = h(
    "button",
    {
      type: node.submit ? "submit" : "button",
      class: node.style === "primary" ? "primary" : "",
      disabled: Boolean(node.disabled),
    },
    ...content,
  );
  const { onClickAction } = node;
  if (onClickAction && !node.submit)
    element.addEventListener("click", () =>
      act(onClickAction, element.closest("form") ?? undefined),
    );
  return element;
}

/** @param {WidgetNode} node */
const bare = ({ name = "", disabled, required }) => ({
  name,
  disabled: Boolean(disabled),
  required: Boolean(required),
});

/** @param {WidgetNode} node */
const common = (node) => ({
  ...bare(node),
  class: "control",
  dir: "auto",
  "aria-label": node.placeholder ?? node.name ?? "",
});

/** @param {WidgetNode} node @returns {WidgetNode[]} */
const options = ({ options }) => options ?? [];

/** @param {unknown} date ISO 8601, with or without a time */
const day = (date) => String(date ?? "").slice(0, 10);
