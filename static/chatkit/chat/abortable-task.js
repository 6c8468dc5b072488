// @ts-check
/** Runs one asynchronous task at a time, which Stop aborts. */

/** @typedef {{ ending: "done" | "stopped" | "replaced" | "failed",
 *   error?: unknown }} End replaced: another task began, or none is wanted */

export class AbortableTask {
  /** @type {AbortController | undefined} */
  #controller;
  #stopping = Promise.resolve();

  get active() {
    return this.#controller !== undefined;
  }

  /**
   * @param {(signal: AbortSignal) => Promise<void>} work
   * @returns {Promise<End>}
   */
  async start(work) {
    this.disconnect();
    const controller = (this.#controller = new AbortController());
    const { signal } = controller;
    let error;
    try {
      await this.#stopping; // the server refuses a turn while one still ends
      if (!signal.aborted) await work(signal);
    } catch (caught) {
      error = caught;
    }
    if (this.#controller !== controller) return { ending: "replaced" };
    this.#controller = undefined;
    if (signal.aborted) return { ending: "stopped" };
    return error ? { ending: "failed", error } : { ending: "done" };
  }

  /** @param {Promise<void>} stopping the next task waits for this */
  stop(stopping) {
    this.#stopping = stopping;
    this.#controller?.abort();
  }

  /** Abort without an outcome. */
  disconnect() {
    const controller = this.#controller;
    this.#controller = undefined;
    controller?.abort();
  }
}
