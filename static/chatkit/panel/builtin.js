// @ts-check
/** Our own assistant: a chat with a ChatKit server, drawn in the panel. */
import { authorized } from "./authorization.js";
import { Chat } from "./chat.js";
import { drawMessages, spoken } from "./messages.js";
import { ChatClient } from "./protocol.js";
import { View } from "./view.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./types.js").Configuration} Configuration */

export class Builtin {
  #chat;
  #view;
  #drawing = 0;

  /**
   * @param {Configuration} configuration
   * @param {Frame} frame
   * @param {typeof fetch} request
   * @param {(name: "answer" | "error", detail: object) => void} fire
   */
  constructor(configuration, frame, request, fire) {
    const fetch = authorized(configuration, request);
    const client = new ChatClient(configuration.url, fetch);
    const chat = (this.#chat = new Chat(client, {
      changed: () => this.#draw(),
      answered: (item) => {
        frame.announce(spoken(item));
        fire("answer", { item });
      },
      failed: (error) => {
        console.error("[AgentKit]", error);
        frame.announce(error.message);
        fire("error", { error });
      },
    }));
    this.#view = new View(frame, configuration, {
      send: (text) => chat.send(text),
      stop: () => chat.stop(),
      startOver: () => chat.startOver(),
    });
    chat.restore();
  }

  shown() {
    this.#view.focus();
    this.#draw();
  }

  stop() {
    this.#chat.stop();
  }

  /** Draw once a frame however many events arrive. */
  #draw() {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = requestAnimationFrame(() => {
      drawMessages(this.#view.messages, this.#chat);
      this.#view.draw(this.#chat);
    });
  }
}
