// @ts-check
/**
 * What the chat reads of the ChatKit protocol.
 *
 * @typedef {{ type: string, id?: string, title: string, url?: string,
 *   filename?: string, data?: Record<string, unknown> }} Source
 * @typedef {{ index?: number, source: Source }} Annotation
 * @typedef {{ type: string, text: string, annotations?: Annotation[] }} Part
 * @typedef {{ id: string, name: string, mime_type: string, type: "file" | "image",
 *   preview_url?: string, upload_descriptor?: { url: string, method: "POST" | "PUT",
 *   headers: Record<string, string> } }} Attachment
 * @typedef {{ type: string, title?: string, title_query?: string, content?: string,
 *   queries?: string[], sources?: Source[],
 *   status_indicator?: "none" | "loading" | "complete" }} Task
 * @typedef {{ type: string, tasks: Task[], expanded?: boolean,
 *   summary?: { title?: string, duration?: number } }} Workflow duration in seconds
 * @typedef {{ values: string[], skipped: boolean }} InputAnswer
 * @typedef {{ type: string, id: string, question: string, description?: string,
 *   options?: { value: string }[], multiple?: boolean, answer?: InputAnswer }} Input
 * @typedef {{ type: string, payload?: any, handler?: string, streaming?: boolean
 * }} Action
 * @typedef {{ type: string, id?: string, children?: WidgetNode[],
 *   [property: string]: any }} WidgetNode
 *
 * @typedef {{ id: string, type: string, content?: Part[], attachments?: Attachment[],
 *   workflow?: Workflow, task?: Task, inputs?: Input[], status?: string,
 *   widget?: WidgetNode, copy_text?: string, image?: { id: string, url: string },
 *   name?: string, arguments?: Record<string, unknown> }} Item each type has some of these
 * @typedef {{ data: Item[], has_more: boolean, after?: string }} Page
 * @typedef {{ type: "active" | "locked" | "closed", reason?: string }} ThreadStatus
 * @typedef {{ id: string, title?: string, created_at?: string, status?: ThreadStatus,
 *   metadata?: { turn?: "running" | "cut" | "done" }, items: Page }} Thread
 * @typedef {{ level: "info" | "warning" | "danger", message: string, title?: string
 * }} Notice
 *
 * @typedef {{ type: "assistant_message.content_part.added"
 *     | "assistant_message.content_part.done", content_index: number, content: Part }
 *   | { type: "assistant_message.content_part.text_delta", content_index: number,
 *     delta: string }
 *   | { type: "assistant_message.content_part.annotation_added",
 *     content_index: number, annotation_index: number, annotation: Annotation }
 *   | { type: "workflow.task.added" | "workflow.task.updated", task_index: number,
 *     task: Task }
 *   | { type: "widget.root.updated", widget: WidgetNode }
 *   | { type: "widget.component.updated", component_id: string,
 *     component: WidgetNode }
 *   | { type: "widget.streaming_text.value_delta", component_id: string,
 *     delta: string, done: boolean }
 *   | { type: "generated_image.updated", image: { id: string, url: string } }
 * } Update
 *
 * @typedef {{ type: "thread.created" | "thread.updated", thread: Thread }
 *   | { type: "thread.item.added" | "thread.item.done" | "thread.item.replaced",
 *     item: Item }
 *   | { type: "thread.item.updated", item_id: string, update: Update }
 *   | { type: "thread.item.removed", item_id: string }
 *   | { type: "stream_options", stream_options: { allow_cancel: boolean } }
 *   | { type: "progress_update", text: string }
 *   | { type: "client_effect", name: string, data: Record<string, unknown> }
 *   | Notice & { type: "notice" }
 *   | { type: "error", code: string, message?: string, allow_retry: boolean }
 * } StreamEvent others are ignored
 *
 * @typedef {{ mode: "hosted" | "custom", widget: "auto" | "openai" | "builtin",
 *   url: string, stop_url?: string, token_url: string, session_url: string,
 *   refresh_url: string, beacon_url: string, stylesheet: string, domain_key: string,
 *   theme: "auto" | "light" | "dark", launcher_label: string, greeting: string,
 *   prompts: string[], placeholder: string, disclaimer: string,
 *   uploads: { enabled: boolean, maxSize: number, maxCount: number },
 *   image_origins: string[]
 * }} Configuration of the page; maxSize in bytes; a blank stop_url where disconnecting
 *   stops an answer
 *
 * @typedef {{ shown(quietly?: boolean): void, stop(): void,
 *   begin(question: string): void }} Assistant in the panel;
 *   shown: the panel was opened; quietly: without a focus ring
 * @typedef {HTMLElement & { request(input: RequestInfo | URL, init?: RequestInit):
 *   Promise<Response>, showSource(id: string, url: string, citation: { focus(): void }): boolean
 * }} Host the <chat-widget>
 */
export {};
