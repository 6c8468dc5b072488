// @ts-check
// expected: "auto"' is not assignable to type 'ColorScheme
/** @typedef {import("@openai/chatkit").ChatKitOptions} Options */

const api = { url: "/api/chatkit/chat", domainKey: "local-dev" };

/** @type {Options} */
export const options = { api, theme: { colorScheme: "auto" } };
