// @ts-check
/** Renders the nodes of a widget; throws on types it does not know. */
import { h } from "../dom.js";
import { markdown } from "../markdown.js";
import { button, control, isControl } from "./controls.js";
import { isAllowedImage, image } from "./image.js";

/** @typedef {import("../../chat/types.js").WidgetNode} WidgetNode */
/** @typedef {import("./types.js").Act} Act */

export class UnknownNode extends Error {}

const CONTAINERS = ["Box", "Row", "Col", "ListView", "BasicRoot", "Transition"];

/**
 * @param {WidgetNode} node
 * @param {Act} act
 * @returns {HTMLElement}
 * @throws {UnknownNode}
 */
export function renderNode(node, act) {
  const { type, value = "", children } = node;
  const inner = () =>
    [children ?? []].flat().map((child) => renderNode(child, act));
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
      return h("p", { class: "text" }, String(value));
    case "Title":
      return h("p", { class: "title" }, String(value));
    case "Caption":
      return h("p", { class: "caption" }, String(value));
    case "Badge":
      return h("span", { class: "badge" }, String(node.label ?? ""));
    case "Label":
      return h(
        "p",
        { class: "caption", "data-labels": node.fieldName ?? "" },
        String(value),
      );
    case "Markdown": {
      const blocks = markdown(String(value), () => new Text());
      return h("div", { class: "prose" }, ...blocks);
    }
    case "Divider":
      return h("hr");
    case "Spacer":
    case "Icon":
      return h("span", { class: type.toLowerCase(), "aria-hidden": "true" });
    case "Image":
      return isAllowedImage(node.src)
        ? image(node.src, node.alt ?? "")
        : h("span", {}, node.alt ?? "");
    case "Button":
      return button(node, act);
    default:
      throw new UnknownNode(type);
  }
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
