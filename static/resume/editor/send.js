// @ts-check
/** Sends to the desk's views. Each failure is a sentence, and nothing typed is lost. */

const LONGEST = 2_400_000; // bytes, a little less than the site takes
const WAIT = 30_000; // ms

/** @type {Record<number, string>} */
const SENTENCES = {
  403: "You may read this résumé, but not change it. Ask whoever runs the site.",
  404: "This is not there any more: it was deleted in another tab or by somebody else. Copy what you typed, then reload the page.",
  413: "This is more than the site takes. Make it shorter, then save again.",
};
const LOGGED_OUT =
  "You have been logged out. Log in in another tab, then save again.";
const UNREACHED =
  "The site could not be reached. What you typed is still here: save again in a moment.";
const TROUBLE =
  "The site could not save this. What you typed is still here: save again in a moment.";

/** Why it was not done, in a sentence for the owner. */
export class Refused extends Error {}

/**
 * Another login changes the token that the page came with.
 * @param {FormData} data
 */
function renewToken(data) {
  const found = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  if (found?.[1]) data.set("csrfmiddlewaretoken", found[1]);
}

/** @param {FormData} data @returns {number} bytes */
function size(data) {
  let total = 0;
  for (const value of data.values())
    total += typeof value === "string" ? new Blob([value]).size : value.size;
  return total;
}

/** Without its cookies, a POST is refused before anybody asks who sent it. */
async function isLoggedOut() {
  const page = await fetch(location.pathname, { redirect: "manual" });
  return page.type === "opaqueredirect";
}

/**
 * @param {string} url
 * @param {FormData} [data] makes it a POST
 * @returns {Promise<Response>} done, or 409 or 422 with what is wrong
 */
export async function send(url, data) {
  if (data) renewToken(data);
  if (data && size(data) > LONGEST) throw new Refused(SENTENCES[413]);
  let response;
  try {
    response = await fetch(url, {
      method: data ? "POST" : "GET",
      body: data ?? null,
      redirect: "manual",
      headers: { "X-Requested-With": "fetch" },
      signal: AbortSignal.timeout(WAIT),
    });
  } catch {
    throw new Refused(UNREACHED);
  }
  const isRefused = response.status === 403;
  if (response.type === "opaqueredirect" || (isRefused && (await isLoggedOut())))
    throw new Refused(LOGGED_OUT);
  if (response.ok || response.status === 409 || response.status === 422)
    return response;
  throw new Refused(SENTENCES[response.status] ?? TROUBLE);
}
