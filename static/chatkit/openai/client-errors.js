// @ts-check
/**
 * How OpenAI's element can fail: explained to the owner in the console, and reported to
 * the server without any of the visitor's text. The server knows the same reasons, see
 * chatkit/widget/client_errors.toml.
 */
import { CDN, SCRIPT } from "./script.js";

/** @typedef {keyof typeof REASONS} Reason */

const ALLOW_LIST = `Add ${location.hostname} to OpenAI's allow-list (https://platform.openai.com, Settings → Organization → Security → Domain allowlist)`;

const REASONS = {
  script: [
    `its script did not load from ${SCRIPT}.`,
    `Allow ${CDN} in the page's Content-Security-Policy, if it has one (script-src and frame-src). A visitor's content blocker does the same and needs nothing.`,
  ],
  error: [
    "it reported an error, which follows.",
    `${ALLOW_LIST}, if it is missing there; else run manage.py doctor --live.`,
  ],
  timeout: [
    "it was not ready in time.",
    `${ALLOW_LIST}, if it is missing there; else look at https://status.openai.com.`,
  ],
  vanished: [
    "it vanished after it had loaded, as it does on a domain that OpenAI does not know.",
    `${ALLOW_LIST}, and set OPENAI_DOMAIN_KEY to the key shown there.`,
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
 * @param {unknown[]} details for the console only
 */
export function logClientError(reason, ...details) {
  const [problem, fix] = REASONS[reason];
  console.error(
    `[AgentKit] The site's own assistant stands in for OpenAI's widget: ${problem} What to do: ${fix}`,
    ...details,
  );
}

/**
 * @param {string} url
 * @param {Reason} reason
 */
export function reportClientError(url, reason) {
  const body = JSON.stringify({ reason, host: location.hostname });
  navigator.sendBeacon(url, new Blob([body], { type: "application/json" }));
}
