// @ts-check
/** Our own assistant: a chat with a ChatKit server, drawn in the panel. */
import { authorized } from "./authorization.js";
import { Chat } from "./chat.js";
import { Feedback } from "./feedback.js";
import { History } from "./history.js";
import { spoken } from "./messages.js";
import { ChatClient } from "./protocol.js";
import { spokenNotice } from "./remarks.js";
import { callTool } from "./tools.js";
import { attachButton, takeFiles } from "./uploads/intake.js";
import { Uploads } from "./uploads/uploads.js";
import { View } from "./view.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./types.js").Action} Action */
/** @typedef {import("./types.js").Configuration} Configuration */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").StreamEvent} StreamEvent */
/** @typedef {"action" | "answer" | "effect" | "error" | "tool"} Name */
/** @typedef {(name: Name, detail: object) => boolean} Fire */

export class Builtin {
  #client;
  #chat;
  #view;
  #history;
  #frame;
  #fire;
  #drawing = 0;

  /**
   * @param {Configuration} configuration
   * @param {Frame} frame
   * @param {typeof fetch} request
   * @param {Fire} fire false if the page prevented it
   */
  constructor(configuration, frame, request, fire) {
    this.#frame = frame;
    this.#fire = fire;
    const fetch = authorized(configuration, request);
    const client = (this.#client = new ChatClient(configuration, fetch));
    const chat = (this.#chat = new Chat(client, {
      changed: (event) => this.#changed(event),
      answered: (item) => this.#answered(item),
      returned: ({ content, attachments = [] }) => {
        const text = content?.[0]?.text ?? "";
        this.#view.composer.putBack(text, attachments);
      },
      failed: (error) => {
        console.error("[AgentKit]", error);
        frame.announce(error.message);
        fire("error", { error });
      },
    }));
    this.#view = new View(frame, configuration, {
      send: (text, files) => chat.send(text, files),
      stop: () => chat.stop(),
      startOver: () => {
        this.#showChat();
        chat.startOver();
      },
      showHistory: () => this.#showHistory(),
      give: (item_id, status, answers) =>
        chat.act("threads.add_structured_input", {
          item_id,
          input: { status, answers },
        }),
      act: (itemId, action) => this.#act(itemId, action),
      feedback: new Feedback((itemId, kind) =>
        client.call("items.feedback", {
          thread_id: chat.conversation.threadId,
          item_ids: [itemId],
          kind,
        }),
      ),
    });
    this.#history = new History(client, {
      open: (id) => {
        this.#showChat();
        if (id !== chat.conversation.threadId) chat.startOver(id);
      },
      renamed: (id, title) => {
        if (id === chat.conversation.threadId) chat.conversation.title = title;
        this.#draw();
      },
      removed: (id) => {
        if (id === chat.conversation.threadId) chat.startOver();
      },
      back: () => this.#showChat(),
      announce: (text) => frame.announce(text),
    });
    frame.hold(this.#view.tools, this.#view.content);
    if (configuration.uploads.enabled && client.own)
      this.#offerUploads(configuration);
    chat.restore();
  }

  #showChat() {
    this.#frame.hold(this.#view.tools, this.#view.content);
    this.#view.focus();
  }

  #showHistory() {
    this.#frame.hold(this.#view.tools, [this.#history.element]);
    this.#history.show();
  }

  /** @param {boolean} [quietly] */
  shown(quietly) {
    this.#view.focus(quietly);
    this.#draw();
  }

  stop() {
    this.#chat.leave();
  }

  /** @param {Configuration} configuration */
  #offerUploads({ uploads: limits }) {
    const { composer } = this.#view;
    const uploads = new Uploads(this.#client, limits, {
      changed: () => composer.measure(),
      announce: (text) => this.#frame.announce(text),
      left: () => this.#view.focus(),
    });
    /** @param {Iterable<File>} files */
    const add = (files) => {
      if (!composer.field.disabled) uploads.add(files);
    };
    composer.offer(uploads, attachButton(add));
    takeFiles(this.#frame.dialog, composer.field, add);
  }

  /** @param {Item} item what a turn has ended with */
  async #answered(item) {
    if (item.type === "client_tool_call" && item.status === "pending") {
      const { threadId } = this.#chat.conversation;
      const result = await callTool(item, this.#fire);
      if (this.#chat.conversation.threadId === threadId)
        await this.#chat.act("threads.add_client_tool_output", { result });
      return;
    }
    const { notices } = this.#chat.conversation;
    const said = [...notices.map(spokenNotice), spoken(item)];
    this.#frame.announce(said.join("\n"));
    this.#fire("answer", { item });
  }

  /**
   * @param {string} item_id
   * @param {Action} given
   */
  async #act(item_id, { handler, streaming = true, ...action }) {
    const { threadId, items } = this.#chat.conversation;
    if (handler === "client") return this.#fire("action", { item_id, action });
    const params = {
      item_id,
      action: { type: action.type, payload: action.payload },
    };
    if (streaming)
      return this.#chat.act("threads.custom_action", params, {
        maybeSilent: true,
      });
    const all = { thread_id: threadId, ...params };
    const { updated_item } = await this.#client
      .call("threads.sync_custom_action", all)
      .catch((error) => {
        this.#frame.announce(error.message);
        return {};
      });
    if (updated_item) items.set(updated_item.id, updated_item);
    this.#draw();
  }

  /** @param {StreamEvent} [event] */
  #changed(event) {
    if (event?.type === "client_effect")
      this.#fire("effect", { name: event.name, data: event.data });
    this.#draw();
  }

  /** Draw once a frame however many events arrive. */
  #draw() {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = requestAnimationFrame(() => this.#view.draw(this.#chat));
  }
}
