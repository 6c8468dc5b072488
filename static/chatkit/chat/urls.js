// @ts-check

/** @param {string} url */
export const isWebUrl = (url) =>
  URL.canParse(url, document.baseURI) &&
  new URL(url, document.baseURI).protocol.startsWith("http");

/** @param {RequestInfo | URL} input */
export const originOf = (input) =>
  new URL(input instanceof Request ? input.url : input, document.baseURI)
    .origin;
