// @ts-check
// expected: is not assignable to type 'CustomApiConfig | HostedApiConfig'
/** @typedef {import("@openai/chatkit").ChatKitOptions} Options */

/** @type {Options} */
export const options = { api: { url: "/api/chatkit/chat" } };
