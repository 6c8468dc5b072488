// @ts-check
/** The assistant's message, with its sources and thumbs. */
import { strings } from "../../i18n/i18n.js";
import { citationLink, numberCitations, sourceList } from "../citations.js";
import { h } from "../dom.js";
import { markdown } from "../markdown.js";

/** @typedef {import("../../chat/types.js").Item} Item */

/** @type {import("./types.js").Render} */
export function answer({ id, content }, { pending, handlers }) {
  const { text, sources } = numberCitations(readable(content));
  if (!text) return [];
  const blocks = markdown(text, (number) =>
    citationLink(sources[number - 1], number),
  );
  const shown = [
    h("span", { class: "visually-hidden" }, strings.assistant),
    h("div", { class: "prose" }, ...blocks),
  ];
  if (pending) return shown;
  if (sources.length) shown.push(sourceList(sources));
  return [...shown, handlers.feedback.bar(id)];
}

/** @param {Item["content"]} content */
const readable = (content) =>
  (content ?? []).filter((part) => typeof part?.text === "string");

/** @param {Item} item */
export function answerText({ content }) {
  const text = readable(content)
    .map((part) => part.text)
    .join("\n\n");
  const blocks = markdown(text, () => document.createTextNode(""));
  return blocks.map((block) => block.textContent).join("\n");
}
