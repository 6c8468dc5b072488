// @ts-check
/** Saves the question that OpenAI's element sends to our own server. */
import { storage } from "../chat/storage.js";

/**
 * A fetch that keeps the question as the draft until the server has it, so that our
 * own assistant can offer it again if the element fails.
 * @param {typeof fetch} request
 * @returns {typeof fetch}
 */
export const withDraft = (request) => async (input, init) => {
  const question = questionIn(init?.body);
  if (question) storage.draft = question;
  const response = await request(input, init);
  if (response.ok && storage.draft === question) storage.draft = "";
  return response;
};

/** @param {RequestInit["body"]} body */
function questionIn(body) {
  try {
    const { params } = JSON.parse(String(body));
    return params.input.content
      .map((/** @type {{ text: string }} */ part) => part.text)
      .join("");
  } catch {
    return ""; // another operation, or a file
  }
}
