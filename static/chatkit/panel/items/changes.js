// @ts-check
/** What an update does to an item that is still being written. */

/** @typedef {import("../types.js").Item} Item */
/** @typedef {import("../types.js").Part} Part */
/** @typedef {import("../types.js").Update} Update */
/** @typedef {import("../types.js").WidgetNode} WidgetNode */

/**
 * Updates of types that we don't know change nothing.
 * @param {Item} item
 * @param {Update} update
 */
export function change(item, update) {
  switch (update.type) {
    case "assistant_message.content_part.added":
      partOf(item, update);
      /** @type {Part[]} */ (item.content)[update.content_index] =
        update.content;
      break;
    case "assistant_message.content_part.text_delta":
      partOf(item, update).text += update.delta;
      break;
    case "assistant_message.content_part.annotation_added":
      (partOf(item, update).annotations ??= []).splice(
        update.annotation_index,
        0,
        update.annotation,
      );
      break;
    case "assistant_message.content_part.done": {
      // The agents helper says "no annotations" here; the item's own event has them.
      const { annotations } = update.content.annotations?.length
        ? update.content
        : partOf(item, update);
      /** @type {Part[]} */ (item.content)[update.content_index] = {
        ...update.content,
        annotations,
      };
      break;
    }
    case "workflow.task.added":
      item.workflow?.tasks.splice(update.task_index, 0, update.task);
      break;
    case "workflow.task.updated":
      item.workflow?.tasks.splice(update.task_index, 1, update.task);
      break;
    case "widget.root.updated":
      item.widget = update.widget;
      break;
    case "widget.component.updated": {
      const component = find(item.widget, update.component_id);
      if (component) become(component, update.component);
      break;
    }
    case "widget.streaming_text.value_delta": {
      const component = find(item.widget, update.component_id);
      if (component) component.value = (component.value ?? "") + update.delta;
      break;
    }
    case "generated_image.updated":
      item.image = update.image;
  }
}

/**
 * The part that an update means, padded where earlier ones never came.
 * @param {Item} item
 * @param {{ content_index: number }} update
 */
function partOf(item, { content_index: index }) {
  const content = (item.content ??= []);
  while (content.length <= index)
    content.push({ type: "output_text", text: "", annotations: [] });
  return content[index];
}

/**
 * @param {WidgetNode | undefined} node
 * @param {string} id
 * @returns {WidgetNode | undefined}
 */
function find(node, id) {
  if (!node || node.id === id) return node;
  for (const child of [node.children ?? []].flat()) {
    const found = find(child, id);
    if (found) return found;
  }
  return undefined;
}

/**
 * @param {WidgetNode} node changed in place: its parent keeps it
 * @param {WidgetNode} other
 */
function become(node, other) {
  for (const name of Object.keys(node)) delete node[name];
  Object.assign(node, other);
}
