// @ts-check
/** The only module that knows how a ChatKit operation is sent and refused. */
import { readEvents } from "./sse.js";

/** @typedef {import("./types.js").StreamEvent} StreamEvent */

const UNREACHABLE =
  "The assistant can’t be reached. Please check your connection.";
const BROKEN = "Something went wrong. Please try again.";

/** A refusal; the message is a sentence for the visitor. */
export class ChatError extends Error {
  /**
   * @param {string} message
   * @param {{ code?: string, retry?: boolean, cause?: unknown }} [options]
   */
  constructor(message, { code = "unknown", retry = true, cause } = {}) {
    super(message || BROKEN, { cause });
    this.code = code;
    this.retry = retry;
  }
}

/** @param {Response} response */
async function refusal(response) {
  const { error } = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get("Retry-After"));
  const hint = wait > 0 ? ` You can try again in ${wait} s.` : "";
  return new ChatError((error?.message ?? BROKEN) + hint, {
    code: error?.code ?? (response.status === 404 ? "not_found" : undefined),
  });
}

export class ChatClient {
  #url;
  #request;

  /**
   * @param {string} url
   * @param {typeof fetch} request
   */
  constructor(url, request) {
    this.#url = url;
    this.#request = request;
  }

  /**
   * @param {string} type
   * @param {object} params
   * @returns {Promise<any>}
   */
  async call(type, params) {
    const response = await this.#post(type, params);
    return response.json();
  }

  /**
   * @param {string} type
   * @param {object} params
   * @param {AbortSignal} signal
   * @returns {AsyncGenerator<StreamEvent>}
   */
  async *stream(type, params, signal) {
    const response = await this.#post(type, params, signal);
    if (!response.body) throw new ChatError(BROKEN);
    try {
      for await (const data of readEvents(response.body)) {
        const event = JSON.parse(data);
        if (event.type !== "error") yield event;
        else
          throw new ChatError(event.message, {
            code: event.code,
            retry: event.allow_retry,
          });
      }
    } catch (error) {
      if (error instanceof ChatError || signal.aborted) throw error;
      throw new ChatError(
        "The connection was lost before the answer was complete.",
        { cause: error },
      );
    }
  }

  /**
   * @param {string} type
   * @param {object} params
   * @param {AbortSignal} [signal]
   */
  async #post(type, params, signal) {
    const response = await this.#request(this.#url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Accept-Language": document.documentElement.lang || navigator.language,
      },
      body: JSON.stringify({ type, params }),
      credentials: "same-origin",
      signal,
    }).catch((error) => {
      throw signal?.aborted
        ? error
        : new ChatError(UNREACHABLE, { cause: error });
    });
    if (!response.ok) throw await refusal(response);
    return response;
  }
}
