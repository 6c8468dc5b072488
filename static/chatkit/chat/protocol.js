// @ts-check
/** Sends ChatKit operations and reads their results and errors. */
import { strings } from "../i18n/i18n.js";
import { originOf } from "./urls.js";
import { readEvents } from "./sse.js";

/** @typedef {import("./types.js").Configuration} Configuration */
/** @typedef {import("./types.js").StreamEvent} StreamEvent */

// Milliseconds.
const SILENCE = 30_000; // our server sends a heartbeat every few seconds
const STOP_TIMEOUT = 5_000;

/** The code of an error when a stream ends too early. */
export const CONNECTION_LOST = "connection_lost";

/** The message is a sentence for the visitor. */
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
    super(message || strings.unexpected, { cause });
    this.code = code;
    this.status = status;
    this.retry = retry;
  }

  /** Whether the same request may succeed soon. */
  get transient() {
    return !this.status || this.status === 429 || this.status >= 500;
  }
}

/** @param {Response} response */
async function errorOf(response) {
  const { error } = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get("Retry-After"));
  const message = error?.message ?? strings.unexpected;
  const sentences = wait > 0 ? [message, strings.tryAgainIn(wait)] : [message];
  return new ChatError(sentences.join(" "), {
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

  /** Our own server sends heartbeats, finishes answers, and takes files. */
  get isOwnServer() {
    return originOf(this.#url) === location.origin;
  }

  get canStop() {
    return Boolean(this.#stopUrl);
  }

  /**
   * End the turn on the server, which continues when the client disconnects.
   * @param {string} threadId
   */
  async stop(threadId) {
    if (!this.canStop) return;
    await this.#request(this.#stopUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ thread_id: threadId }),
      credentials: "same-origin",
      keepalive: true,
      signal: AbortSignal.timeout(STOP_TIMEOUT),
    }).catch(() => {}); // the turn ends by itself
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
    if (!response.body) throw new ChatError(strings.unexpected);
    try {
      const silence = this.isOwnServer ? SILENCE : Infinity;
      for await (const data of readEvents(response.body, silence)) {
        const event = JSON.parse(data);
        if (event?.type !== "error") yield event;
        else
          throw new ChatError(event.message, {
            code: event.code,
            retry: event.allow_retry,
          });
      }
    } catch (error) {
      if (error instanceof ChatError || signal.aborted) throw error;
      throw new ChatError(strings.connectionLost, {
        code: CONNECTION_LOST,
        cause: error,
      });
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
        ...(this.isOwnServer && { "X-ChatKit-Widget": "builtin" }),
      },
      body: JSON.stringify({ type, params }),
      credentials: "same-origin",
      signal,
    }).catch((error) => {
      throw signal?.aborted
        ? error
        : new ChatError(strings.unreachable, { cause: error });
    });
    if (!response.ok) throw await errorOf(response);
    return response;
  }
}
