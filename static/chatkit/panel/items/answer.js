// @ts-check
/** What the assistant said, with its sources and the visitor's opinion of it. */
import { citation, numbered, sourceList } from "../citations.js";
import { h } from "../dom.js";
import { markdown } from "../markdown.js";

/** @typedef {import("../types.js").Item} Item */

/** @type {import("./drawing.js").Draw} */
export function answer({ id, content = [] }, { underWay, handlers }) {
  if (!content.some(({ text }) => text)) return [];
  const { text, sources } = numbered(content);
  const blocks = markdown(text, (number) =>
    citation(sources[number - 1], number),
  );
  const shown = [
    h("span", { class: "visually-hidden" }, "Assistant: "),
    h("div", { class: "prose", dir: "auto" }, ...blocks),
  ];
  if (underWay) return shown;
  if (sources.length) shown.push(sourceList(sources));
  return [...shown, handlers.feedback.bar(id)];
}

/** @param {Item} item */
export function spokenAnswer({ content = [] }) {
  const text = content.map((part) => part.text).join("\n\n");
  const blocks = markdown(text, () => document.createTextNode(""));
  return blocks.map((block) => block.textContent).join("\n");
}
