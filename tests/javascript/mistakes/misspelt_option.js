// @ts-check
// expected: 'historyy' does not exist in type 'ChatKitOptions'
/** @typedef {import("@openai/chatkit").ChatKitOptions} Options */

const api = { url: "/api/chatkit/chat", domainKey: "local-dev" };

/** @type {Options} */
export const options = { api, historyy: { enabled: true } };
