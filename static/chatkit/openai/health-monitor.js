// @ts-check
/** Detects, once, that OpenAI's element does not work. */

/** @typedef {import("./client-errors.js").Reason} Reason */
/** @import { ChatKitEvents, OpenAIChatKit } from "@openai/chatkit" */

const READY_WITHIN = 4500; // milliseconds; our own has to be there within six seconds
const CHECK_EVERY = 500;
const MIN_SIZE = 10; // pixels

/**
 * addEventListener that takes only the names of events that exist.
 * @template {keyof ChatKitEvents} Name
 * @param {OpenAIChatKit} element
 * @param {Name} name
 * @param {(event: ChatKitEvents[Name]) => void} listener
 * @param {AddEventListenerOptions} [options]
 */
export const listen = (element, name, listener, options) =>
  element.addEventListener(name, listener, options);

/** @param {OpenAIChatKit} element without a frame where its shadow root is closed */
const frameOf = (element) =>
  (element.shadowRoot ?? element).querySelector("iframe");

export class HealthMonitor {
  #stopped = false;
  #ready = false;
  /** An answer came without an error: the next error is tolerated, a second is not. */
  #hasAnswered = false;
  #hadError = false;
  #hadFrame = false;
  #invisibleChecks = 0;
  #timers;
  #isShown;
  #isWaiting;
  #failed;
  /** @type {OpenAIChatKit | undefined} */
  #element;

  /**
   * @param {object} hooks
   * @param {() => boolean} hooks.isShown whether the panel is open
   * @param {() => boolean} hooks.isWaiting whether a session is being fetched
   * @param {(reason: Reason, ...details: unknown[]) => void} hooks.failed
   */
  constructor({ isShown, isWaiting, failed }) {
    this.#isShown = isShown;
    this.#isWaiting = isWaiting;
    this.#failed = failed;
    this.#timers = [
      setTimeout(() => this.#expire(), READY_WITHIN),
      setInterval(() => this.#check(), CHECK_EVERY),
    ];
  }

  get stopped() {
    return this.#stopped;
  }

  /** @param {OpenAIChatKit} element */
  watch(element) {
    this.#element = element;
    listen(element, "chatkit.ready", () => {
      this.#ready = true;
      this.#hadFrame = frameOf(element) !== null;
    });
    listen(element, "chatkit.error", ({ detail }) => {
      if (this.#hasAnswered) console.error("[AgentKit]", detail.error);
      else this.fail("error", detail.error);
      this.#hasAnswered = false;
      this.#hadError = true;
    });
    listen(element, "chatkit.response.start", () => (this.#hadError = false));
    listen(element, "chatkit.response.end", () => {
      this.#hasAnswered ||= !this.#hadError;
    });
  }

  /**
   * @param {Reason} reason
   * @param {unknown[]} details
   */
  fail(reason, ...details) {
    if (this.#stopped) return;
    this.stop();
    this.#failed(reason, ...details);
  }

  stop() {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer); // intervals too
  }

  #expire() {
    if (!this.#element) this.fail("script", "It did not arrive in time.");
    else if (this.#isWaiting()) this.fail("session", "It took too long.");
    else if (!this.#ready) this.fail("timeout");
  }

  /** Fails on the second check in a row, since one may fall into a redraw. */
  #check() {
    if (!this.#ready || !this.#isShown()) return;
    this.#invisibleChecks = this.#isVisible() ? 0 : this.#invisibleChecks + 1;
    if (this.#invisibleChecks > 1) this.fail("vanished");
  }

  #isVisible() {
    const element = /** @type {OpenAIChatKit} */ (this.#element);
    const frame = frameOf(element);
    if (!element.isConnected || (this.#hadFrame && !frame)) return false;
    return [element, frame ?? element].every((part) => {
      const { width, height } = part.getBoundingClientRect();
      // Safari has it since 2024; before, the size has to do.
      const visible = part.checkVisibility?.({
        checkOpacity: true,
        checkVisibilityCSS: true,
      });
      return visible !== false && width > MIN_SIZE && height > MIN_SIZE;
    });
  }
}
