// @ts-check
/** Elements without markup strings: text becomes text nodes, never HTML. */

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
  close: "M6 6l12 12M18 6L6 18",
  compose:
    "M12 5H6.5A1.5 1.5 0 0 0 5 6.5v11A1.5 1.5 0 0 0 6.5 19h11a1.5 1.5 0 0 0 1.5-1.5V12M18 3.5l2.5 2.5L13 13.5l-3.2.7.7-3.2z",
  history: "M12 8v4.3l2.8 1.7M4.4 9.2A8.2 8.2 0 1 1 3.8 12M4 4.8v4.6h4.6",
  send: "M12 19V5.5M6 11l6-6 6 6",
  stop: "M7.5 7.5h9v9h-9z",
};

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", name);
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * A button of the panel's header.
 * @param {string} label
 * @param {keyof typeof ICONS} sign
 * @param {() => void} act
 */
export function tool(label, sign, act) {
  const attributes = {
    type: "button",
    class: "tool",
    "aria-label": label,
    title: label,
  };
  const made = h("button", attributes, icon(sign));
  made.addEventListener("click", act);
  return made;
}

/**
 * Make the children these nodes; those that are equal already stay untouched, so a
 * growing answer neither flickers nor loses the visitor's selection and focus.
 * @param {Element} parent
 * @param {Node[]} nodes
 */
export function update(parent, nodes) {
  nodes.forEach((node, at) => {
    const present = parent.childNodes[at];
    if (!present) parent.append(node);
    else if (!present.isEqualNode(node)) present.replaceWith(node);
  });
  while (parent.childNodes.length > nodes.length) parent.lastChild?.remove();
}
