// @ts-check
/** What an address is, before anything is done with it. */

/** @param {string} address */
export const leadsToAPage = (address) =>
  URL.canParse(address, document.baseURI) &&
  new URL(address, document.baseURI).protocol.startsWith("http");

/** @param {RequestInfo | URL} input */
export const originOf = (input) =>
  new URL(input instanceof Request ? input.url : input, document.baseURI)
    .origin;
