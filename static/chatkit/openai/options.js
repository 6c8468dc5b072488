// @ts-check
/**
 * Options of OpenAI's element, from the same settings as our own.
 * https://openai.github.io/chatkit-js/api/openai/chatkit/type-aliases/chatkitoptions/
 */
import { chatKitLocale } from "./locale.js";

/** @import { ChatKitOptions, Entity } from "@openai/chatkit" */
/** @typedef {ChatKitOptions} Options */
/** @typedef {import("../chat/types.js").Configuration} Configuration */

/** On localhost OpenAI accepts any text, but requires one. */
const NO_KEY = "local-dev";

/**
 * @param {Configuration} configuration
 * @param {{ api: Options["api"], dark: boolean, accent: string,
 *   thread: string, cite(entity: Entity): void }} state
 * @returns {Options}
 */
export function chatKitOptions(
  configuration,
  { api, dark, accent, thread, cite },
) {
  const { greeting, prompts, placeholder, disclaimer, uploads } = configuration;
  return {
    api,
    locale: chatKitLocale(document.documentElement.lang),
    frameTitle: configuration.launcher_label,
    initialThread: thread || null,
    theme: {
      colorScheme: dark ? "dark" : "light",
      radius: "round",
      // The only notations that the element documents.
      ...(/^(#|rgb|hsl)/.test(accent) && {
        color: { accent: { primary: accent, level: 1 } },
      }),
    },
    header: { enabled: false }, // the panel has one
    history: { enabled: true, showDelete: true, showRename: true },
    startScreen: {
      greeting,
      prompts: prompts.map((prompt) => ({ label: prompt, prompt })),
    },
    composer: { placeholder, attachments: uploads },
    ...(disclaimer && { disclaimer: { text: disclaimer } }),
    entities: { onClick: cite },
  };
}

/**
 * The element throws where hosted mode has any other key.
 * @param {(current: string | null) => Promise<string>} getClientSecret
 * @returns {Options["api"]}
 */
export const hostedApi = (getClientSecret) => ({ getClientSecret });

/**
 * @param {Configuration} configuration
 * @param {typeof fetch} request
 * @returns {Options["api"]}
 */
export const customApi = ({ url, domain_key }, request) => ({
  url,
  domainKey: domain_key || NO_KEY,
  fetch: request,
  uploadStrategy: { type: "two_phase" },
});
