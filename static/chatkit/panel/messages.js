// @ts-check
/** Conversation -> list items; only what changed is drawn again. */
import { citation, numbered, sourceList } from "./citations.js";
import { isLocal } from "./conversation.js";
import { h, update } from "./dom.js";
import { markdown } from "./markdown.js";

/** @typedef {import("./chat.js").Chat} Chat */
/** @typedef {import("./types.js").Item} Item */

/** @type {WeakMap<Element, string>} what each list item was drawn from */
const drawn = new WeakMap();

/**
 * @param {HTMLElement} list
 * @param {Chat} chat
 */
export function drawMessages(list, chat) {
  const { question, items } = chat.conversation;
  const last = [...items.values()].at(-1);
  const rows = [...items.values()]
    .filter(
      ({ type, content }) =>
        type === "user_message" || content?.some(({ text }) => text),
    )
    .map((item) => {
      const underWay = chat.answering && (item === question || item === last);
      const row = rowOf(list, item);
      const state = JSON.stringify([item.content, underWay]);
      if (drawn.get(row) !== state) {
        drawn.set(row, state);
        update(
          row,
          item.type === "user_message"
            ? said(item, underWay)
            : answered(item, underWay),
        );
      }
      return row;
    });
  if (
    rows.length !== list.children.length ||
    rows.some((row, at) => row !== list.children[at])
  ) {
    list.replaceChildren(...rows);
  }
}

/**
 * @param {HTMLElement} list
 * @param {Item} item
 */
function rowOf(list, item) {
  const known = [...list.children].find(
    (row) => row.getAttribute("data-id") === item.id,
  );
  const kind = item.type === "user_message" ? "question" : "answer";
  return known ?? h("li", { class: kind, "data-id": item.id });
}

/** @param {string} speaker */
const speaker = (speaker) => h("span", { class: "visually-hidden" }, speaker);

/**
 * @param {Item} item
 * @param {boolean} underWay
 */
function said(item, underWay) {
  const text = (item.content ?? []).map((part) => part.text).join("\n");
  const bubble = h(
    "p",
    { class: "bubble", dir: "auto" },
    speaker("You: "),
    text,
  );
  return isLocal(item) && !underWay
    ? [bubble, h("p", { class: "unsent" }, "Not sent")]
    : [bubble];
}

/**
 * @param {Item} item
 * @param {boolean} underWay
 */
function answered(item, underWay) {
  const { text, sources } = numbered(item.content ?? []);
  const blocks = markdown(text, (number) =>
    citation(sources[number - 1], number),
  );
  const shown = [
    speaker("Assistant: "),
    h("div", { class: "prose", dir: "auto" }, ...blocks),
  ];
  return sources.length && !underWay ? [...shown, sourceList(sources)] : shown;
}

/**
 * The answer as it would be read aloud: without signs and numbers.
 * @param {Item} item
 */
export function spoken(item) {
  const text = (item.content ?? []).map((part) => part.text).join("\n\n");
  const blocks = markdown(text, () => document.createTextNode(""));
  return blocks.map((block) => block.textContent).join("\n");
}
