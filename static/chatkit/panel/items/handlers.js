// @ts-check
/**
 * What the items of a conversation let the visitor do.
 *
 * @typedef {import("../types.js").Action} Action
 * @typedef {import("../types.js").GivenAnswer} GivenAnswer
 *
 * @typedef {object} Handlers
 * @property {import("../feedback.js").Feedback} feedback
 * @property {(itemId: string, status: "answered" | "skipped",
 *   answers: Record<string, GivenAnswer>) => void} give answers to structured input
 * @property {(itemId: string, action: Action) => void} act on a widget
 */
export {};
