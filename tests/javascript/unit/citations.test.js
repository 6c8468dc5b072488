import assert from "node:assert/strict";
import { test } from "node:test";
import "./browser.js";
import {
  citationLink,
  numberCitations,
} from "../../../static/chatkit/panel/citations.js";
import { mark } from "../../../static/chatkit/panel/markdown.js";

const entity = (id, title, url) => ({
  type: "entity",
  id,
  title,
  data: { url },
});
const cite = (index, source) => ({ type: "annotation", index, source });

test("sources are numbered in the order of the text, each once", () => {
  const text = "Zürich 🚆 first. Second, **bold.**";
  const first = text.indexOf("first.") + "first.".length;
  const [a, b] = [entity("a", "A", "/#a"), entity("b", "B", "/#b")];
  const annotations = [cite(first, a), cite(first, b), cite(text.length, a)];

  const numbered = numberCitations([
    { type: "output_text", text, annotations },
  ]);

  assert.deepEqual(numbered.sources, [a, b]);
  assert.equal(
    numbered.text,
    `Zürich 🚆 first.${mark(1)}${mark(2)} Second, **bold.**${mark(1)}`,
  );
});

test("a mark never begins a line", () => {
  const part = {
    type: "output_text",
    text: "One.\n\nTwo.",
    annotations: [cite(6, entity("a", "A", "/#a"))],
  };

  assert.equal(numberCitations([part]).text, `One.${mark(1)}\n\nTwo.`);
});

test("a link never leads to a script", () => {
  const link = citationLink(entity("a", "A", "javascript:alert(1)"), 1);

  assert.equal(link.getAttribute("href"), "#");
});

test("a citation of another page is a link to it", () => {
  const url = "/stories/one/#not-here";
  const link = citationLink(entity("not-here", "A story", url), 1);

  assert.equal(link.getAttribute("href"), url);
  assert.equal(link.getAttribute("aria-label"), "Source 1: A story");
  assert.equal(link.getAttribute("data-cites"), "not-here");
});

test("an answer of the owner's opens beside the conversation", () => {
  const answer = entity("answer-1", "Ada: Notice?", "/api/chatkit/answers/answer-1");
  answer.data.kind = "answer";

  const link = citationLink(answer, 1);

  assert.equal(link.getAttribute("href"), answer.data.url);
  assert.equal(link.getAttribute("target"), "_blank");
  assert.equal(citationLink(entity("a", "A", "/#a"), 1).getAttribute("target"), null);
});

test("what stands on no page is cited without a link", () => {
  const phone = entity("basics-phone", "Phone", "");
  assert.equal(citationLink(phone, 1).localName, "span");
  assert.equal(citationLink(entity("a", "A", "/#a"), 1).localName, "a");
});
