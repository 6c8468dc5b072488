// @ts-check
/** Uploads one file: announces it, then sends its bytes to the URL in the answer. */
import { strings } from "../../i18n/i18n.js";
import { ChatError } from "../../chat/protocol.js";
import { visitorHeaders } from "../../chat/visitor.js";

/** @typedef {import("../../chat/protocol.js").ChatClient} ChatClient */
/** @typedef {import("../../chat/types.js").Attachment} Attachment */

export class Upload {
  /** @type {Attachment | undefined} once the file is announced */
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
   * @param {() => void} onProgress
   * @throws {ChatError}
   */
  async start(file, onProgress) {
    const { name, size, type } = file;
    const mime_type = type || "application/octet-stream";
    const announcement = { name, size, mime_type };
    const { signal } = this.#ended;
    if (signal.aborted) return;
    this.attachment = /** @type {Attachment} */ (
      await this.#client.call("attachments.create", announcement)
    );
    if (signal.aborted) return this.#delete();
    const answer = await send(file, this.attachment, signal, (progress) => {
      this.progress = progress;
      onProgress();
    });
    this.attachment = { ...this.attachment, ...answer };
    delete this.attachment.upload_descriptor;
  }

  /** Abort the upload and delete the attachment on the server. */
  cancel() {
    this.#ended.abort();
    this.#delete();
  }

  #delete() {
    if (!this.attachment) return;
    const params = { attachment_id: this.attachment.id };
    this.#client.call("attachments.delete", params).catch(() => {}); // the server purges it later
  }
}

/**
 * Send the bytes as the descriptor says: PUT is raw, POST is a form. Does not use the
 * widget's request(): only XMLHttpRequest reports progress, and a signed URL accepts no
 * other headers than its own.
 * @param {File} file
 * @param {Attachment} attachment
 * @param {AbortSignal} signal
 * @param {(progress: number) => void} onProgress
 * @returns {Promise<object>} fields of the attachment, if the server sends any
 */
function send(file, { upload_descriptor }, signal, onProgress) {
  if (!upload_descriptor) throw new ChatError(strings.fileNotSent);
  const { url, method, headers } = upload_descriptor;
  const request = new XMLHttpRequest();
  request.open(method, url);
  request.responseType = "json";
  for (const [name, value] of Object.entries({
    ...headers,
    ...visitorHeaders(url),
  }))
    request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
  signal.addEventListener("abort", () => request.abort());
  return new Promise((resolve, reject) => {
    /** @param {string} [message] */
    const fail = (message = strings.fileNotSent) =>
      reject(new ChatError(message, { status: request.status }));
    request.onerror = request.onabort = () => fail();
    request.onload = () => {
      const answer = request.response ?? {};
      if (request.status >= 200 && request.status < 300) resolve(answer);
      else fail(answer.error?.message);
    };
    request.send(method === "PUT" ? file : form(file));
  });
}

/** @param {File} file */
function form(file) {
  const data = new FormData();
  data.append("file", file);
  return data;
}
