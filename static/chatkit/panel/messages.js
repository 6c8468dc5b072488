// @ts-check
/** Renders a conversation as list items, and again only those that changed. */
import { strings } from "../i18n/i18n.js";
import { h, updateChildren } from "./dom.js";
import { answer, answerText } from "./items/answer.js";
import { generatedImage } from "./items/image.js";
import { question } from "./items/question.js";
import { notShown } from "./items/not-shown.js";
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

// Not for the visitor.
const HIDDEN = [
  "client_tool_call",
  "end_of_turn",
  "hidden_context_item",
  "sdk_hidden_context",
];

/** @type {WeakMap<Element, string | undefined>} what each list item was rendered from */
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
    .filter(({ type }) => !HIDDEN.includes(type))
    .map((item) => {
      const pending = chat.answering && (item === question || item === last);
      const row = rowOf(list, item);
      const state = stateOf(item, pending);
      if (!state || rendered.get(row) !== state) {
        rendered.set(row, state);
        updateChildren(row, nodesOf(item, { pending, handlers }));
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
  const kind = typeOf(item)?.kind ?? "aside";
  return known ?? h("li", { class: kind, "data-id": item.id });
}

/** @param {Item} item */
const typeOf = ({ type }) =>
  Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;

/** @type {Render} */
function nodesOf(item, context) {
  try {
    const known = typeOf(item);
    if (!known) throw new TypeError(`unknown type of item: ${item.type}`);
    return known.render(item, context);
  } catch (error) {
    return [notShown(error)];
  }
}

/**
 * @param {Item} item
 * @param {boolean} pending
 * @returns {string | undefined} undefined where it is nested too deeply to compare
 */
function stateOf(item, pending) {
  try {
    return JSON.stringify([item, pending]);
  } catch {
    return undefined;
  }
}

/**
 * The text of an item for screen readers, without marks.
 * @param {Item} item
 */
export function itemText(item) {
  if (item.type === "assistant_message") return answerText(item);
  if (item.inputs)
    return item.inputs.map((input) => input?.question ?? "").join("\n");
  return item.copy_text ?? strings.answered;
}
