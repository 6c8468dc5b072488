// @ts-check
/**
 * The visitor's identity where the browser keeps no cookies: a token that the server
 * sends with each answer to a request without its cookie, and that the page holds.
 */
import { originOf } from "./urls.js";

const HEADER = "X-ChatKit-Visitor";
let token = "";

/**
 * @param {RequestInfo | URL} input
 * @returns {Record<string, string>} for a request to it, if it goes to our server
 */
export const visitorHeaders = (input) =>
  token && originOf(input) === location.origin ? { [HEADER]: token } : {};

/**
 * A fetch that sends the token to our server, and takes it from there.
 * @param {typeof fetch} request
 * @returns {typeof fetch}
 */
export const withVisitor = (request) => async (input, init) => {
  const headers = new Headers(init?.headers);
  for (const [name, value] of Object.entries(visitorHeaders(input)))
    headers.set(name, value);
  const response = await request(input, { ...init, headers });
  if (originOf(input) === location.origin)
    token = response.headers.get(HEADER) ?? token;
  return response;
};
