// @ts-check
/**
 * Types of the modules that render items. They stand apart from messages.js, since
 * Django's hashed file names allow no import cycle.
 *
 * @typedef {import("../../chat/types.js").Action} Action
 * @typedef {import("../../chat/types.js").InputAnswer} InputAnswer
 * @typedef {import("../../chat/types.js").Item} Item
 * @typedef {(action: Action, form?: HTMLFormElement) => void} Act
 *
 * @typedef {object} Handlers
 * @property {import("../feedback.js").Feedback} feedback
 * @property {(itemId: string, status: "answered" | "skipped",
 *   answers: Record<string, InputAnswer>) => void} answerInputs
 * @property {(itemId: string, action: Action) => void} act performs an action of a widget
 *
 * @callback Render
 * @param {Item} item
 * @param {{ pending: boolean, handlers: Handlers }} context pending: it may still change
 * @returns {Node[]} empty to hide the item
 */
export {};
