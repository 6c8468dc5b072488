// @ts-check
/** Notices, whatever way it fails, that OpenAI's element does not work. Once. */

/** @typedef {import("./trouble.js").Reason} Reason */
/** @import { ChatKitEvents, OpenAIChatKit } from "@openai/chatkit" */

const READY_WITHIN = 4500; // milliseconds; ours is to be there six seconds after the click
const LOOK_EVERY = 500;
const TOO_SMALL = 10; // pixels

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

/** @param {OpenAIChatKit} element its inside may be closed to us, then there is no frame */
const frameOf = (element) =>
  (element.shadowRoot ?? element).querySelector("iframe");

export class Watchdog {
  #over = false;
  #ready = false;
  /** An answer came, and the one under way has an error: one may pass, two don't. */
  #proven = false;
  #stumbled = false;
  #hadFrame = false;
  #missed = 0;
  #timers;
  #isShown;
  #isWaiting;
  #failed;
  /** @type {OpenAIChatKit | undefined} */
  #element;

  /**
   * @param {object} hooks
   * @param {() => boolean} hooks.isShown whether there is anything to see
   * @param {() => boolean} hooks.isWaiting whether a session is being fetched
   * @param {(reason: Reason, ...details: unknown[]) => void} hooks.failed
   */
  constructor({ isShown, isWaiting, failed }) {
    this.#isShown = isShown;
    this.#isWaiting = isWaiting;
    this.#failed = failed;
    this.#timers = [
      setTimeout(() => this.#expire(), READY_WITHIN),
      setInterval(() => this.#look(), LOOK_EVERY),
    ];
  }

  get over() {
    return this.#over;
  }

  /** @param {OpenAIChatKit} element */
  watch(element) {
    this.#element = element;
    listen(element, "chatkit.ready", () => {
      this.#ready = true;
      this.#hadFrame = frameOf(element) !== null;
    });
    listen(element, "chatkit.error", ({ detail }) => {
      if (this.#proven) console.error("[AgentKit]", detail.error);
      else this.fail("error", detail.error);
      this.#proven = false;
      this.#stumbled = true;
    });
    listen(element, "chatkit.response.start", () => (this.#stumbled = false));
    listen(element, "chatkit.response.end", () => {
      this.#proven ||= !this.#stumbled;
    });
  }

  /**
   * @param {Reason} reason
   * @param {unknown[]} details
   */
  fail(reason, ...details) {
    if (this.#over) return;
    this.stop();
    this.#failed(reason, ...details);
  }

  stop() {
    this.#over = true;
    for (const timer of this.#timers) clearTimeout(timer); // intervals too
  }

  #expire() {
    if (!this.#element) this.fail("script", "It did not arrive in time.");
    else if (this.#isWaiting()) this.fail("session", "It took too long.");
    else if (!this.#ready) this.fail("timeout");
  }

  /** Twice in a row, so that a moment's redrawing is no alarm. */
  #look() {
    if (!this.#ready || !this.#isShown()) return;
    this.#missed = this.#isVisible() ? 0 : this.#missed + 1;
    if (this.#missed > 1) this.fail("vanished");
  }

  #isVisible() {
    const element = /** @type {OpenAIChatKit} */ (this.#element);
    const frame = frameOf(element);
    if (!element.isConnected || (this.#hadFrame && !frame)) return false;
    return [element, frame ?? element].every((part) => {
      const { width, height } = part.getBoundingClientRect();
      const seen = part.checkVisibility({
        checkOpacity: true,
        checkVisibilityCSS: true,
      });
      return seen && width > TOO_SMALL && height > TOO_SMALL;
    });
  }
}
