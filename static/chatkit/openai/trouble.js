// @ts-check
/**
 * What can go wrong with OpenAI's element, in words for the owner: in the console, and
 * by a beacon without any of the visitor's text. `chatkit/beacons.py` knows the same.
 */
import { CDN, SCRIPT } from "./script.js";

/** @typedef {keyof typeof WORDS} Reason */

const DOMAIN = `Add ${location.hostname} to OpenAI's allow-list (https://platform.openai.com, Settings → Organization → Security → Domain allowlist)`;

const WORDS = {
  script: [
    `its script did not load from ${SCRIPT}.`,
    `Allow ${CDN} in the page's Content-Security-Policy, if it has one (script-src and frame-src). A visitor's content blocker does the same and needs nothing.`,
  ],
  error: [
    "it reported an error, which follows.",
    `${DOMAIN}, if it is missing there; else run manage.py doctor --live.`,
  ],
  timeout: [
    "it was not ready in time.",
    `${DOMAIN}, if it is missing there; else look at https://status.openai.com.`,
  ],
  vanished: [
    "it vanished after it had loaded, as it does on a domain that OpenAI does not know.",
    `${DOMAIN}, and set OPENAI_DOMAIN_KEY to the key shown there.`,
  ],
  session: [
    "the site could not give it a session.",
    "Run manage.py doctor --live, which says why; the server's log has the request.",
  ],
  insecure: [
    "it needs a secure context, and this page came without HTTPS.",
    "Serve the site over HTTPS.",
  ],
};

/**
 * @param {Reason} reason
 * @param {unknown[]} details what else is known, for the console only
 */
export function explain(reason, ...details) {
  const [what, remedy] = WORDS[reason];
  console.error(
    `[AgentKit] The site's own assistant stands in for OpenAI's widget: ${what} What to do: ${remedy}`,
    ...details,
  );
}

/**
 * Tell the owner. Nobody waits for it, and nothing hangs on its arrival.
 * @param {string} url
 * @param {Reason} reason
 */
export function sendBeacon(url, reason) {
  const body = JSON.stringify({ reason, host: location.hostname });
  navigator.sendBeacon(url, new Blob([body], { type: "application/json" }));
}
