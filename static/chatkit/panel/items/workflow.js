// @ts-check
/** What the assistant did before its answer, folded up. */
import { strings } from "../../i18n/i18n.js";
import { sourceList } from "../citations.js";
import { h } from "../dom.js";
import { markdown } from "../markdown.js";
import { orNotShown } from "./not-shown.js";

/** @typedef {import("../../chat/types.js").Task} Task */
/** @typedef {import("../../chat/types.js").Workflow} Workflow */

const KINDS = {
  web_search: strings.searchedWeb,
  file: strings.readFiles,
  image: strings.madeImage,
  thought: strings.thought,
  custom: strings.worked,
};

/** @type {import("./types.js").Render} */
export function workflow({ workflow }, { pending }) {
  if (!workflow?.tasks.length) return [];
  const tasks = workflow.tasks.map((task) =>
    h(
      "li",
      { class: task?.status_indicator ?? "none" },
      orNotShown(() => h("div", { class: "task" }, ...taskNodes(task))),
    ),
  );
  return [
    h(
      "details",
      { class: "workflow", open: Boolean(workflow.expanded) },
      h("summary", { dir: "auto" }, headline(workflow, pending)),
      h("ol", { role: "list" }, ...tasks),
    ),
  ];
}

/** @type {import("./types.js").Render} */
export const taskItem = ({ task }) =>
  task ? [h("div", { class: "task" }, ...taskNodes(task))] : [];

/**
 * @param {Workflow} workflow
 * @param {boolean} pending
 */
function headline({ summary, tasks, type }, pending) {
  if (summary?.title) return summary.title;
  if (summary?.duration !== undefined)
    return strings.thoughtFor(summary.duration);
  if (pending) return tasks.at(-1)?.title ?? strings.thinking;
  return type === "reasoning" ? strings.thought : strings.worked;
}

/** @param {Task} task */
function taskNodes({ type, title, title_query, content, queries, sources }) {
  const kind = KINDS[/** @type {keyof typeof KINDS} */ (type)] ?? KINDS.custom;
  const heading = title ?? title_query ?? (content ? "" : kind);
  const nodes = heading
    ? [h("p", { class: "heading", dir: "auto" }, heading)]
    : [];
  const searches = queries?.length
    ? [h("p", { dir: "auto" }, queries.map(strings.quoted).join(", "))]
    : [];
  const text = markdown(content ?? "", () => document.createTextNode(""));
  const prose = text.length ? [h("div", { class: "prose" }, ...text)] : [];
  const listed = (sources ?? []).map((source) => ({
    ...source,
    title: source.title || source.filename || source.url || "",
  }));
  return [
    ...nodes,
    ...searches,
    ...prose,
    ...(listed.length ? [sourceList(listed)] : []),
  ];
}
