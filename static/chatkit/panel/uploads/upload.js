// @ts-check
/** One file on its way: announced by an operation, then sent where that says. */
import { ChatError } from "../protocol.js";

/** @typedef {import("../protocol.js").ChatClient} ChatClient */
/** @typedef {import("../types.js").Attachment} Attachment */

const LOST = "The file could not be sent. Please check your connection.";

export class Upload {
  /** @type {Attachment | undefined} what the server knows of it, once it is announced */
  attachment;
  /** From 0 to 1. */
  progress = 0;
  #client;
  #ended = new AbortController();

  /** @param {ChatClient} client */
  constructor(client) {
    this.#client = client;
  }

  /**
   * @param {File} file
   * @param {() => void} moved
   * @throws {ChatError}
   */
  async start(file, moved) {
    const { name, size, type } = file;
    const mime_type = type || "application/octet-stream";
    const announced = { name, size, mime_type };
    const { signal } = this.#ended;
    if (signal.aborted) return;
    this.attachment = /** @type {Attachment} */ (
      await this.#client.call("attachments.create", announced)
    );
    if (signal.aborted) return this.#forget();
    const answer = await send(file, this.attachment, signal, (progress) => {
      this.progress = progress;
      moved();
    });
    this.attachment = { ...this.attachment, ...answer };
    delete this.attachment.upload_descriptor;
  }

  /** Not wanted any more: end it, and have the server forget it. */
  cancel() {
    this.#ended.abort();
    this.#forget();
  }

  #forget() {
    if (!this.attachment) return;
    const which = { attachment_id: this.attachment.id };
    this.#client.call("attachments.delete", which).catch(() => {}); // it is purged
  }
}

/**
 * The bytes, as the descriptor says: PUT is raw, POST is a form. It goes past the
 * host's request(): only XMLHttpRequest tells how far it is, and a signed address
 * takes no other headers than its own.
 * @param {File} file
 * @param {Attachment} attachment
 * @param {AbortSignal} signal
 * @param {(progress: number) => void} moved
 * @returns {Promise<object>} what the server says of the attachment, if it does
 */
function send(file, { upload_descriptor }, signal, moved) {
  const { promise, resolve, reject } = Promise.withResolvers();
  if (!upload_descriptor) throw new ChatError(LOST);
  const { url, method, headers } = upload_descriptor;
  const request = new XMLHttpRequest();
  /** @param {string} [message] */
  const fail = (message = LOST) =>
    reject(new ChatError(message, { status: request.status }));
  request.open(method, url);
  request.responseType = "json";
  for (const [name, value] of Object.entries(headers ?? {}))
    request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded, total }) => moved(loaded / total);
  request.onerror = request.onabort = () => fail();
  request.onload = () => {
    const answer = request.response ?? {};
    if (request.status >= 200 && request.status < 300) resolve(answer);
    else fail(answer.error?.message);
  };
  signal.addEventListener("abort", () => request.abort());
  request.send(method === "PUT" ? file : form(file));
  return promise;
}

/** @param {File} file */
function form(file) {
  const data = new FormData();
  data.append("file", file);
  return data;
}
