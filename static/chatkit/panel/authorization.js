// @ts-check
/** Who is asking, for a chat server on another site: a token that ours signs. */
import { originOf } from "./addresses.js";

/** @typedef {import("./types.js").Configuration} Configuration */

const SPARE = 30; // seconds a token must still be good for

/**
 * A fetch that adds the token to what goes to the chat server, and to nothing else.
 *
 * Cookies stay out of it: "same-origin" keeps them from every other site.
 * @param {Configuration} configuration
 * @param {typeof fetch} request
 * @returns {typeof fetch}
 */
export function authorized({ url, token_url }, request) {
  if (!token_url) return request;
  /** @type {{ token: string, expires_at: number } | undefined} */
  let known;

  /** @returns {Promise<Response | undefined>} our server's refusal */
  async function renew() {
    const minted = await request(token_url, {
      method: "POST",
      credentials: "same-origin",
    });
    if (!minted.ok) return minted;
    known = await minted.json();
  }

  return async (input, init) => {
    if (originOf(input) !== originOf(url)) return request(input, init);
    const send = () => {
      const headers = new Headers(init?.headers);
      headers.set("Authorization", `Bearer ${known?.token}`);
      return request(input, { ...init, headers });
    };
    const old = known;
    if (!known || known.expires_at < Date.now() / 1000 + SPARE) {
      const refusal = await renew();
      if (refusal) return refusal;
    }
    const response = await send();
    // The visitor's clock may be wrong about what is still good.
    if (response.status !== 401 || known !== old) return response;
    return (await renew()) ?? send();
  };
}
