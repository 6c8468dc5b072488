// @ts-check
/**
 * How the items of a conversation are drawn, and what they let the visitor do.
 * Apart from messages.js, which knows them all: Django's hashed names can't go in circles.
 *
 * @typedef {import("../types.js").Action} Action
 * @typedef {import("../types.js").GivenAnswer} GivenAnswer
 * @typedef {import("../types.js").Item} Item
 * @typedef {(action: Action, form?: HTMLFormElement) => void} Act
 *
 * @typedef {object} Handlers
 * @property {import("../feedback.js").Feedback} feedback
 * @property {(itemId: string, status: "answered" | "skipped",
 *   answers: Record<string, GivenAnswer>) => void} give answers to structured input
 * @property {(itemId: string, action: Action) => void} act on a widget
 *
 * @callback Draw
 * @param {Item} item
 * @param {{ underWay: boolean, handlers: Handlers }} context underWay: it may change yet
 * @returns {Node[]} nothing where there is nothing to see
 */
export {};
