// @ts-check
/** One thing at a time that takes long, and that Stop ends. */

/** @typedef {{ ending: "done" | "stopped" | "left" | "failed", error?: unknown }} End */

export class Run {
  /** @type {AbortController | undefined} */
  #control;
  #stopping = Promise.resolve();

  get active() {
    return this.#control !== undefined;
  }

  /**
   * @param {(signal: AbortSignal) => Promise<void>} work
   * @returns {Promise<End>}
   */
  async begin(work) {
    this.leave();
    const control = (this.#control = new AbortController());
    const { signal } = control;
    let error;
    try {
      await this.#stopping; // the server refuses a turn while one still ends
      if (!signal.aborted) await work(signal);
    } catch (caught) {
      error = caught;
    }
    if (this.#control !== control) return { ending: "left" };
    this.#control = undefined;
    if (signal.aborted) return { ending: "stopped" };
    return error ? { ending: "failed", error } : { ending: "done" };
  }

  /** @param {Promise<void>} stopping what the next work has to wait for */
  stop(stopping) {
    this.#stopping = stopping;
    this.#control?.abort();
  }

  /** Nobody waits for it any more. */
  leave() {
    const control = this.#control;
    this.#control = undefined;
    control?.abort();
  }
}
