// @ts-check
// expected: '"question-mark"' is not assignable to type 'ChatKitIcon
/** @typedef {import("@openai/chatkit").ChatKitOptions} Options */

const api = { url: "/api/chatkit/chat", domainKey: "local-dev" };

/** @type {Options} */
export const options = {
  api,
  startScreen: {
    prompts: [{ label: "Hello", prompt: "Hello", icon: "question-mark" }],
  },
};
