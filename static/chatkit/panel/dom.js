// @ts-check
/** Builds elements without markup strings: text never becomes HTML. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean>} [attributes] true is bare, false absent
 * @param {(Node | string)[]} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false)
      element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  attach:
    "M19.5 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.9 7.9a1.5 1.5 0 0 1-2.2-2.2l7.2-7.2",
  close: "M6 6l12 12M18 6L6 18",
  compose:
    "M12 5H6.5A1.5 1.5 0 0 0 5 6.5v11A1.5 1.5 0 0 0 6.5 19h11a1.5 1.5 0 0 0 1.5-1.5V12M18 3.5l2.5 2.5L13 13.5l-3.2.7.7-3.2z",
  down: "M17 4h2.5v9.5H17zM17 13l-4 7c-1.3 0-2-.9-2-2.2V15H6a1.8 1.8 0 0 1-1.8-2.1l1.1-7.2A2 2 0 0 1 7.3 4H17",
  file: "M13 3.5H7.5A1.5 1.5 0 0 0 6 5v14a1.5 1.5 0 0 0 1.5 1.5h9A1.5 1.5 0 0 0 18 19V8.5zM13 3.5V8.5H18",
  history: "M12 8v4.3l2.8 1.7M4.4 9.2A8.2 8.2 0 1 1 3.8 12M4 4.8v4.6h4.6",
  send: "M12 19V5.5M6 11l6-6 6 6",
  remove: "M7 7h10M10 7V5h4v2M8 7l.7 11.5h6.6L16 7",
  rename: "M5 19l.8-3.6L16 5.2l2.8 2.8L8.6 18.2z",
  stop: "M7.5 7.5h9v9h-9z",
  up: "M7 20H4.5v-9.5H7zM7 11l4-7c1.3 0 2 .9 2 2.2V9h5a1.8 1.8 0 0 1 1.8 2.1l-1.1 7.2a2 2 0 0 1-2 1.7H7",
};

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", `icon-${name}`);
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * A button that is an icon.
 * @param {string} label
 * @param {keyof typeof ICONS} sign
 * @param {() => void} act
 */
export function iconButton(label, sign, act) {
  const attributes = {
    type: "button",
    class: "tool",
    "aria-label": label,
    title: label,
  };
  const button = h("button", attributes, icon(sign));
  button.addEventListener("click", act);
  return button;
}

/**
 * Make these nodes the children. Children that are equal already stay, so an answer
 * that is being written neither flickers nor loses the visitor's selection and focus.
 * @param {Element} parent
 * @param {Node[]} nodes
 */
export function updateChildren(parent, nodes) {
  nodes.forEach((node, at) => {
    const child = parent.childNodes[at];
    if (!child) parent.append(node);
    else if (!child.isEqualNode(node)) child.replaceWith(node);
  });
  while (parent.childNodes.length > nodes.length) parent.lastChild?.remove();
}
