// @ts-check
/** The only module that knows how a ChatKit operation is sent and refused. */
import { originOf } from "./addresses.js";
import { readEvents } from "./sse.js";

/** @typedef {import("./types.js").Configuration} Configuration */
/** @typedef {import("./types.js").StreamEvent} StreamEvent */

const SILENCE = 30_000; // our server says something at least every few seconds
const STOPS_WITHIN = 5_000;
const UNREACHABLE =
  "The assistant can’t be reached. Please check your connection.";
const BROKEN = "Something went wrong. Please try again.";

/** What breaks off an answer without a word from the server. */
export const LOST = "connection_lost";

/** A refusal; the message is a sentence for the visitor. */
export class ChatError extends Error {
  /**
   * @param {string} message
   * @param {{ code?: string, status?: number, retry?: boolean, cause?: unknown
   * }} [options] status: the HTTP status, 0 without an answer
   */
  constructor(
    message,
    { code = "unknown", status = 0, retry = true, cause } = {},
  ) {
    super(message || BROKEN, { cause });
    this.code = code;
    this.status = status;
    this.retry = retry;
  }

  /** No answer, or one that soon may be another. */
  get passing() {
    return !this.status || this.status === 429 || this.status >= 500;
  }
}

/** @param {Response} response */
async function refusal(response) {
  const { error } = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get("Retry-After"));
  const message = error?.message ?? BROKEN;
  return new ChatError(wait > 0 ? `${message} You can try again in ${wait} s.` : message, {
    code: error?.code ?? (response.status === 404 ? "not_found" : undefined),
    status: response.status,
  });
}

export class ChatClient {
  #url;
  #stopUrl;
  #request;

  /**
   * @param {Pick<Configuration, "url" | "stop_url">} configuration
   * @param {typeof fetch} request
   */
  constructor({ url, stop_url = "" }, request) {
    this.#url = url;
    this.#stopUrl = stop_url;
    this.#request = request;
  }

  /** Our own server: it sends heartbeats, keeps on answering, and takes files. */
  get own() {
    return originOf(this.#url) === location.origin;
  }

  get stops() {
    return Boolean(this.#stopUrl);
  }

  /**
   * End the turn on the server, which goes on when it is merely left.
   * @param {string} threadId
   */
  async stop(threadId) {
    if (!this.stops) return;
    await this.#request(this.#stopUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ thread_id: threadId }),
      credentials: "same-origin",
      keepalive: true,
      signal: AbortSignal.timeout(STOPS_WITHIN),
    }).catch(() => {}); // it ends by itself
  }

  /**
   * @param {string} type
   * @param {object} params
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  async call(type, params, signal) {
    const response = await this.#post(type, params, signal);
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
      const silence = this.own ? SILENCE : Infinity;
      for await (const data of readEvents(response.body, silence)) {
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
        { code: LOST, cause: error },
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
        ...(this.own && { "X-ChatKit-Widget": "builtin" }),
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
