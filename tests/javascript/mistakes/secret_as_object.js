// @ts-check
// expected: is not assignable to type 'string'
/** @typedef {import("@openai/chatkit").ChatKitOptions} Options */

/** @type {Options} */
export const options = {
  api: { getClientSecret: async () => ({ client_secret: "secret" }) },
};
