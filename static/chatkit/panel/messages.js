// @ts-check
/** Conversation -> list items; only what changed is drawn again. */
import { h, update } from "./dom.js";
import { answer, spokenAnswer } from "./items/answer.js";
import { generated } from "./items/picture.js";
import { question } from "./items/question.js";
import { structuredInput } from "./items/structured.js";
import { widget } from "./items/widget.js";
import { taskItem, workflow } from "./items/workflow.js";

/** @typedef {import("./chat.js").Chat} Chat */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./items/drawing.js").Draw} Draw */
/** @typedef {import("./items/drawing.js").Handlers} Handlers */

/** @type {Record<string, { kind: string, draw: Draw }>} */
const TYPES = {
  user_message: { kind: "question", draw: question },
  assistant_message: { kind: "answer", draw: answer },
  workflow: { kind: "aside", draw: workflow },
  task: { kind: "aside", draw: taskItem },
  generated_image: { kind: "aside", draw: generated },
  structured_input: { kind: "aside", draw: structuredInput },
  widget: { kind: "aside", draw: widget },
};

/** @type {WeakMap<Element, string>} what each list item was drawn from */
const drawn = new WeakMap();

/**
 * @param {HTMLElement} list
 * @param {Chat} chat
 * @param {Handlers} handlers
 */
export function drawMessages(list, chat, handlers) {
  const { question, items } = chat.conversation;
  const last = [...items.values()].at(-1);
  const rows = [...items.values()]
    .filter(({ type }) => type in TYPES)
    .map((item) => {
      const underWay = chat.answering && (item === question || item === last);
      const row = rowOf(list, item);
      const state = JSON.stringify([item, underWay]);
      if (drawn.get(row) !== state) {
        drawn.set(row, state);
        update(row, TYPES[item.type].draw(item, { underWay, handlers }));
      }
      return row;
    })
    .filter((row) => row.childNodes.length);
  if (
    rows.length !== list.children.length ||
    rows.some((row, at) => row !== list.children[at])
  ) {
    list.replaceChildren(...rows);
  }
  // Not redrawn, so that what was filled in stays.
  for (const form of list.querySelectorAll("fieldset"))
    form.disabled = chat.answering;
}

/**
 * @param {HTMLElement} list
 * @param {Item} item
 */
function rowOf(list, item) {
  const known = [...list.children].find(
    (row) => row.getAttribute("data-id") === item.id,
  );
  const { kind } = TYPES[item.type];
  return known ?? h("li", { class: kind, "data-id": item.id });
}

/**
 * An item as it would be read aloud: without signs and numbers.
 * @param {Item} item
 */
export function spoken(item) {
  if (item.type === "assistant_message") return spokenAnswer(item);
  if (item.inputs)
    return item.inputs.map(({ question }) => question).join("\n");
  return item.copy_text ?? "The assistant has answered.";
}
