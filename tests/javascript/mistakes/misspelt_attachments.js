// @ts-check
// expected: 'attachements' does not exist in type 'ComposerOption'
/** @typedef {import("@openai/chatkit").ChatKitOptions} Options */

const api = { url: "/api/chatkit/chat", domainKey: "local-dev" };

/** @type {Options} */
export const options = { api, composer: { attachements: { enabled: true } } };
