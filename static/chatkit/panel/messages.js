// @ts-check
/** Renders a conversation as list items, and again only those that changed. */
import { strings } from "../i18n/i18n.js";
import { h, updateChildren } from "./dom.js";
import { answer, answerText } from "./items/answer.js";
import { generatedImage } from "./items/image.js";
import { question } from "./items/question.js";
import { structuredInput } from "./items/structured-input.js";
import { widget } from "./items/widget.js";
import { taskItem, workflow } from "./items/workflow.js";

/** @typedef {import("../chat/chat.js").Chat} Chat */
/** @typedef {import("../chat/types.js").Item} Item */
/** @typedef {import("./items/types.js").Render} Render */
/** @typedef {import("./items/types.js").Handlers} Handlers */

/** @type {Record<string, { kind: string, render: Render }>} */
const TYPES = {
  user_message: { kind: "question", render: question },
  assistant_message: { kind: "answer", render: answer },
  workflow: { kind: "aside", render: workflow },
  task: { kind: "aside", render: taskItem },
  generated_image: { kind: "aside", render: generatedImage },
  structured_input: { kind: "aside", render: structuredInput },
  widget: { kind: "aside", render: widget },
};

/** @type {WeakMap<Element, string>} what each list item was rendered from */
const rendered = new WeakMap();

/**
 * @param {HTMLElement} list
 * @param {Chat} chat
 * @param {Handlers} handlers
 */
export function renderMessages(list, chat, handlers) {
  const { question, items } = chat.conversation;
  const last = [...items.values()].at(-1);
  const rows = [...items.values()]
    .filter(({ type }) => type in TYPES)
    .map((item) => {
      const pending = chat.answering && (item === question || item === last);
      const row = rowOf(list, item);
      const state = JSON.stringify([item, pending]);
      if (rendered.get(row) !== state) {
        rendered.set(row, state);
        updateChildren(
          row,
          TYPES[item.type].render(item, { pending, handlers }),
        );
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
  // Rendering again would lose what the visitor has filled in.
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
 * The text of an item for screen readers, without marks.
 * @param {Item} item
 */
export function itemText(item) {
  if (item.type === "assistant_message") return answerText(item);
  if (item.inputs)
    return item.inputs.map(({ question }) => question).join("\n");
  return item.copy_text ?? strings.answered;
}
