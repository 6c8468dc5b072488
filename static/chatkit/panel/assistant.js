// @ts-check
/** Our own assistant in the panel: a chat with a ChatKit server. */
import { withToken } from "../chat/authorization.js";
import { Chat } from "../chat/chat.js";
import { Feedback } from "./feedback.js";
import { History } from "./history.js";
import { allowImages } from "./items/image.js";
import { itemText } from "./messages.js";
import { ChatClient } from "../chat/protocol.js";
import { withVisitor } from "../chat/visitor.js";
import { noticeText } from "./notices.js";
import { callClientTool } from "../chat/client-tools.js";
import { attachButton, acceptFiles } from "./uploads/file-input.js";
import { Uploads } from "./uploads/uploads.js";
import { View } from "./view.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./shell.js").Shell} Shell */
/** @typedef {import("../chat/types.js").Action} Action */
/** @typedef {import("../chat/types.js").Configuration} Configuration */
/** @typedef {import("../chat/types.js").Item} Item */
/** @typedef {import("../chat/types.js").StreamEvent} StreamEvent */
/** @typedef {"action" | "answer" | "effect" | "error" | "tool"} Name */
/** @typedef {(name: Name, detail: object) => boolean} Fire */

export class BuiltinAssistant {
  #client;
  #chat;
  #shell;
  #view;
  #history;
  #frame;
  #fire;
  #frameRequest = 0;

  /**
   * @param {Configuration} configuration
   * @param {Frame} frame
   * @param {Shell} shell
   * @param {typeof fetch} request
   * @param {Fire} fire returns false if a listener prevented the default
   */
  constructor(configuration, frame, shell, request, fire) {
    this.#frame = frame;
    this.#shell = shell;
    this.#fire = fire;
    allowImages(configuration);
    const fetch = withToken(configuration, withVisitor(request));
    const client = (this.#client = new ChatClient(configuration, fetch));
    const chat = (this.#chat = new Chat(client, {
      changed: (event) => this.#changed(event),
      answered: (item) => this.#answered(item),
      returned: ({ content, attachments = [] }) => {
        const text = content?.[0]?.text ?? "";
        shell.composer.restore(text, attachments);
      },
      failed: (error) => {
        console.error("[AgentKit]", error);
        frame.announce(error.message);
        fire("error", { error });
      },
    }));
    this.#view = new View(frame, shell, {
      send: (text, files) => chat.send(text, files),
      stop: () => chat.stop(),
      startOver: () => {
        this.#showChat();
        chat.switchTo();
      },
      showHistory: () => this.#showHistory(),
      answerInputs: (item_id, status, answers) =>
        chat.perform("threads.add_structured_input", {
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
        if (id !== chat.conversation.threadId) chat.switchTo(id);
      },
      renamed: (id, title) => {
        if (id === chat.conversation.threadId) chat.conversation.title = title;
        this.#render();
      },
      removed: (id) => {
        if (id === chat.conversation.threadId) chat.switchTo();
      },
      back: () => this.#showChat(),
      announce: (text) => frame.announce(text),
    });
    frame.setContent(this.#view.tools, this.#view.content);
    if (configuration.uploads.enabled && client.isOwnServer)
      this.#offerUploads(configuration);
    this.#begin();
  }

  /** Load the earlier conversation, then ask what was asked meanwhile. */
  async #begin() {
    await this.#chat.restore();
    const question = this.#shell.takeQuestion();
    if (question && this.#chat.failure)
      this.#shell.composer.restore(question, []);
    else if (question) this.#view.ask(question);
    else this.#render();
  }

  #showChat() {
    this.#frame.setContent(this.#view.tools, this.#view.content);
    this.#shell.focus();
  }

  #showHistory() {
    this.#frame.setContent(this.#view.tools, [this.#history.element]);
    this.#history.show();
  }

  /** @param {boolean} [quietly] */
  shown(quietly) {
    this.#shell.focus(quietly);
    this.#render();
  }

  /** @param {string} question of which this is the beginning */
  begin(question) {
    this.#showChat();
    this.#shell.composer.begin(question);
  }

  stop() {
    this.#chat.disconnect();
  }

  /** @param {Configuration} configuration */
  #offerUploads({ uploads: limits }) {
    const { composer } = this.#shell;
    const uploads = new Uploads(this.#client, limits, {
      changed: () => composer.refresh(),
      announce: (text) => this.#frame.announce(text),
      emptied: () => this.#shell.focus(),
    });
    /** @param {Iterable<File>} files */
    const add = (files) => {
      if (!composer.field.disabled) uploads.add(files);
    };
    composer.enableUploads(uploads, attachButton(add));
    acceptFiles(this.#frame.dialog, composer.field, add);
  }

  /** @param {Item} item that ended a turn */
  async #answered(item) {
    if (item.type === "client_tool_call" && item.status === "pending") {
      const { threadId } = this.#chat.conversation;
      const result = await callClientTool(item, this.#fire);
      if (this.#chat.conversation.threadId === threadId)
        await this.#chat.perform("threads.add_client_tool_output", { result });
      return;
    }
    const { notices } = this.#chat.conversation;
    const texts = [...notices.map(noticeText), itemText(item)];
    this.#frame.announce(texts.join("\n"));
    this.#fire("answer", { item });
  }

  /**
   * @param {string} item_id
   * @param {Action} action
   */
  async #act(item_id, { handler, streaming = true, ...action }) {
    const { threadId, items } = this.#chat.conversation;
    if (handler === "client") return this.#fire("action", { item_id, action });
    const params = {
      item_id,
      action: { type: action.type, payload: action.payload },
    };
    if (streaming)
      return this.#chat.perform("threads.custom_action", params, {
        answerOptional: true,
      });
    const all = { thread_id: threadId, ...params };
    const { updated_item } = await this.#client
      .call("threads.sync_custom_action", all)
      .catch((error) => {
        this.#frame.announce(error.message);
        return {};
      });
    if (updated_item) items.set(updated_item.id, updated_item);
    this.#render();
  }

  /** @param {StreamEvent} [event] */
  #changed(event) {
    if (event?.type === "client_effect")
      this.#fire("effect", { name: event.name, data: event.data });
    this.#render();
  }

  /** At most once a frame, however many events arrive. */
  #render() {
    cancelAnimationFrame(this.#frameRequest);
    this.#frameRequest = requestAnimationFrame(() =>
      this.#view.render(this.#chat),
    );
  }
}
