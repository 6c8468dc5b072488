// @ts-check
/** Keeps the question that OpenAI's element is sending to our own server. */
import { memory } from "../panel/memory.js";

/**
 * A fetch that holds the visitor's question as a draft until the server has it, so
 * that our own assistant can offer it again if the element fails.
 * @param {typeof fetch} request
 * @returns {typeof fetch}
 */
export const asked = (request) => async (input, init) => {
  const question = questionIn(init?.body);
  if (question) memory.draft = question;
  const response = await request(input, init);
  if (response.ok && memory.draft === question) memory.draft = "";
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
