// @ts-check
/** Which operation a conversation needs next. */
import { strings } from "../i18n/i18n.js";
import { isLocal } from "./conversation.js";

/** @typedef {import("./conversation.js").Conversation} Conversation */
/** @typedef {import("./types.js").Item} Item */

/**
 * The operation that gets the last question answered, if there is one.
 * @param {Conversation} conversation
 * @returns {{ type: string, params: object } | undefined}
 */
export function nextOperation({ question, threadId: thread_id }) {
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
 * Why a conversation with no turn under way is not complete, or "".
 * @param {Item} last
 * @param {string} [turn] how its last turn ended
 */
export function incompleteReason({ type, status }, turn) {
  const waits = type === "client_tool_call" && status === "pending";
  if (type === "user_message" || waits) return strings.unanswered;
  return turn === "cut" ? strings.cutShort : "";
}
