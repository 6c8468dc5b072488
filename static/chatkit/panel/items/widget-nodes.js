// @ts-check
/** Renders the nodes of a widget; what it can't render becomes a line that says so. */
import { h } from "../dom.js";
import { markdown } from "../markdown.js";
import { button, control, isControl } from "./controls.js";
import { isAllowedImage, image } from "./image.js";
import { orNotShown } from "./not-shown.js";

/** @typedef {import("../../chat/types.js").WidgetNode} WidgetNode */
/** @typedef {import("./types.js").Act} Act */

const DEEPEST = 50; // levels
const BADGES = ["success", "warning", "danger", "info"];
const CONTAINERS = ["Box", "Row", "Col", "ListView", "BasicRoot", "Transition"];

/**
 * @param {WidgetNode} node
 * @param {Act} act
 * @param {number} [depth]
 * @returns {HTMLElement}
 * @throws where the node itself can't be rendered; of its children each is on its own
 */
export function renderNode(node, act, depth = 1) {
  const { type, value, children } = node;
  if (depth > DEEPEST) throw new RangeError("nested too deeply");
  const inner = () =>
    [children ?? []]
      .flat()
      .map((child) => orNotShown(() => renderNode(child, act, depth + 1)));
  if (CONTAINERS.includes(type))
    return h("div", { class: `node ${type.toLowerCase()}` }, ...inner());
  if (isControl(node)) return control(node, act);
  switch (type) {
    case "Card":
      return card(node, inner(), act);
    case "Form":
      return form(node, inner(), act);
    case "ListViewItem":
      return node.onClickAction
        ? button(node, act, inner())
        : h("div", { class: "node row" }, ...inner());
    case "Text":
      return text(node);
    case "Title":
      return h("p", { class: "title", dir: "auto" }, textOf(value));
    case "Caption":
      return h("p", { class: "caption", dir: "auto" }, textOf(value));
    case "Badge":
      return badge(node);
    case "Label":
      return h(
        "p",
        { class: "caption", "data-labels": node.fieldName ?? "" },
        textOf(value),
      );
    case "Markdown": {
      const blocks = markdown(textOf(value), () => new Text());
      return h("div", { class: "prose" }, ...blocks);
    }
    case "Divider":
      return h("hr");
    case "Spacer":
    case "Icon":
      return h("span", { class: type.toLowerCase(), "aria-hidden": "true" });
    case "Image":
      return isAllowedImage(node.src)
        ? image(node.src, textOf(node.alt))
        : h("span", { dir: "auto" }, textOf(node.alt));
    case "Button":
      return button(node, act);
    default:
      throw new TypeError(`unknown type of node: ${type}`);
  }
}

/** @param {WidgetNode} node */
function text({ value, weight }) {
  const strong = ["semibold", "bold"].includes(weight) ? " strong" : "";
  return h("p", { class: `text${strong}`, dir: "auto" }, textOf(value));
}

/** @param {WidgetNode} node */
function badge({ color, label }) {
  const kind = BADGES.includes(color) ? ` ${color}` : "";
  return h("span", { class: `badge${kind}`, dir: "auto" }, textOf(label));
}

/** @param {unknown} value */
function textOf(value) {
  if (typeof value === "object" && value)
    throw new TypeError("an object in place of a text");
  return String(value ?? "");
}

/**
 * @param {WidgetNode} node
 * @param {Node[]} children
 * @param {Act} act
 */
function card({ asForm, confirm, cancel }, children, act) {
  const choices = [confirm, cancel].filter(Boolean).map((choice, at) =>
    button(
      {
        type: "Button",
        label: choice.label,
        style: at || !confirm ? "secondary" : "primary",
        onClickAction: choice.action,
        submit: asForm && choice === confirm,
      },
      act,
    ),
  );
  const buttons = choices.length
    ? [h("div", { class: "buttons" }, ...choices)]
    : [];
  if (!asForm) return h("div", { class: "card" }, ...children, ...buttons);
  const element = form(
    { type: "Form", onSubmitAction: confirm?.action },
    [...children, ...buttons],
    act,
  );
  element.classList.add("card");
  return element;
}

/**
 * @param {WidgetNode} node
 * @param {Node[]} children
 * @param {Act} act
 */
function form({ onSubmitAction }, children, act) {
  const made = h("form", { class: "node form" }, ...children);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (onSubmitAction) act(onSubmitAction, made);
  });
  return made;
}
