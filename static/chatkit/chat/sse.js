// @ts-check
/**
 * Server-sent events out of bytes that may be cut anywhere.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export class EventParser {
  #decoder = new TextDecoder();
  #text = "";
  /** @type {string[]} */
  #data = [];

  /**
   * @param {Uint8Array} bytes
   * @returns {string[]} the data of each event these bytes complete
   */
  push(bytes) {
    this.#text += this.#decoder.decode(bytes, { stream: true });
    const complete = [];
    // A return at the very end may be half of \r\n: it waits for what follows.
    for (let end; (end = /\r\n|\n|\r(?!$)/.exec(this.#text));) {
      const line = this.#text.slice(0, end.index);
      this.#text = this.#text.slice(end.index + end[0].length);
      if (line) this.#read(line);
      else if (this.#data.length)
        complete.push(this.#data.splice(0).join("\n"));
    }
    return complete;
  }

  /** @param {string} line */
  #read(line) {
    const field = /^data(?:: ?(.*))?$/s.exec(line);
    if (field) this.#data.push(field[1] ?? "");
  }
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {number} [silence] milliseconds without a byte, after which it is dead
 * @returns {AsyncGenerator<string>} the data of each event
 */
export async function* readEvents(body, silence = Infinity) {
  const parser = new EventParser();
  const reader = body.getReader();
  try {
    for (let read; !(read = await within(silence, reader.read())).done;) {
      yield* parser.push(read.value);
    }
  } finally {
    reader.cancel().catch(() => {}); // already closed or failed: nothing to free
  }
}

/**
 * @template Value
 * @param {number} time in milliseconds
 * @param {Promise<Value>} promise
 * @returns {Promise<Value>} rejected when the time is over
 */
function within(time, promise) {
  if (time === Infinity) return promise;
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("nothing came")), time);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
