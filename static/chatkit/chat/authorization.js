// @ts-check
/** The visitor's identity for a chat server on another site: a token that ours signs. */
import { originOf } from "./urls.js";

/** @typedef {import("./types.js").Configuration} Configuration */

const MIN_VALIDITY = 30; // seconds

/**
 * A fetch that adds the token to requests to the chat server, and to no other.
 * @param {Configuration} configuration
 * @param {typeof fetch} request
 * @returns {typeof fetch}
 */
export function withToken({ url, token_url }, request) {
  if (!token_url) return request;
  /** @type {{ token: string, expires_at: number } | undefined} */
  let current;

  /** @returns {Promise<Response | undefined>} the response if our server refuses */
  async function renew() {
    const response = await request(token_url, {
      method: "POST",
      credentials: "same-origin",
    });
    if (!response.ok) return response;
    current = await response.json();
  }

  return async (input, init) => {
    if (originOf(input) !== originOf(url)) return request(input, init);
    const send = () => {
      const headers = new Headers(init?.headers);
      headers.set("Authorization", `Bearer ${current?.token}`);
      return request(input, { ...init, headers });
    };
    const previous = current;
    if (!current || current.expires_at < Date.now() / 1000 + MIN_VALIDITY) {
      const refusal = await renew();
      if (refusal) return refusal;
    }
    const response = await send();
    // With a wrong clock, the token may have expired already.
    if (response.status !== 401 || current !== previous) return response;
    return (await renew()) ?? send();
  };
}
