// @ts-check
/** From a conversation to what the server has to be asked next. */
import { isLocal } from "./conversation.js";
import { CUT, UNANSWERED } from "./sentences.js";

/** @typedef {import("./conversation.js").Conversation} Conversation */
/** @typedef {import("./types.js").Item} Item */

/**
 * What gets the last question answered, whether or not the server already has it.
 * @param {Conversation} conversation
 * @returns {{ type: string, params: object } | undefined} nothing without a question
 */
export function operation({ question, threadId: thread_id }) {
  if (!question) return undefined;
  if (!isLocal(question)) {
    const params = { thread_id, item_id: question.id };
    return { type: "threads.retry_after_item", params };
  }
  const input = {
    content: question.content,
    attachments: (question.attachments ?? []).map(({ id }) => id),
    inference_options: {},
  };
  return thread_id
    ? { type: "threads.add_user_message", params: { thread_id, input } }
    : { type: "threads.create", params: { input } };
}

/**
 * What a conversation that stands still lacks, or "".
 * @param {Item} last
 * @param {string} [turn] how the server says that its last turn ended
 */
export function shortcoming({ type, status }, turn) {
  const waits = type === "client_tool_call" && status === "pending";
  if (type === "user_message" || waits) return UNANSWERED;
  return turn === "cut" ? CUT : "";
}
