// @ts-check

/**
 * @param {string} url
 * @param {string} [base]
 * @returns {URL | undefined} undefined where `new URL` throws
 */
export function parseUrl(url, base) {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

/** @param {string} url */
export const isWebUrl = (url) =>
  Boolean(parseUrl(url, document.baseURI)?.protocol.startsWith("http"));

/** @param {RequestInfo | URL} input */
export const originOf = (input) =>
  new URL(input instanceof Request ? input.url : input, document.baseURI)
    .origin;
