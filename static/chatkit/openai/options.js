// @ts-check
/**
 * What OpenAI's element is told, from the same settings as our own.
 * https://openai.github.io/chatkit-js/api/openai/chatkit/type-aliases/chatkitoptions/
 */
import { localeFor } from "./locale.js";

/** @import { ChatKitOptions, Entity } from "@openai/chatkit" */
/** @typedef {ChatKitOptions} Options */
/** @typedef {import("../panel/types.js").Configuration} Configuration */

/** Any text will do on localhost, where OpenAI checks no domain; none will not. */
const NO_KEY = "local-dev";

/**
 * @param {Configuration} configuration
 * @param {{ api: Options["api"], dark: boolean, accent: string,
 *   thread: string, cite(entity: Entity): void }} given
 * @returns {Options}
 */
export function optionsFor(configuration, { api, dark, accent, thread, cite }) {
  const { greeting, prompts, placeholder, disclaimer, uploads } = configuration;
  return {
    api,
    locale: localeFor(document.documentElement.lang),
    frameTitle: configuration.launcher_label,
    initialThread: thread || null,
    theme: {
      colorScheme: dark ? "dark" : "light",
      radius: "round",
      // The notations that the element promises to read; others keep its own.
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
 * Hosted mode takes this and nothing else: the element throws on more.
 * @param {(current: string | null) => Promise<string>} getClientSecret
 * @returns {Options["api"]}
 */
export const hosted = (getClientSecret) => ({ getClientSecret });

/**
 * @param {Configuration} configuration
 * @param {typeof fetch} request
 * @returns {Options["api"]}
 */
export const custom = ({ url, domain_key }, request) => ({
  url,
  domainKey: domain_key || NO_KEY,
  fetch: request,
  uploadStrategy: { type: "two_phase" },
});
