// @ts-check
import { ChatWidgetElement } from "./chat-widget.js";

if (!customElements.get("chat-widget")) {
  customElements.define("chat-widget", ChatWidgetElement);
}
