import assert from "node:assert/strict";
import { test } from "node:test";
import "./browser.js";
import { supportedLanguage } from "../../../static/chatkit/i18n/i18n.js";
import { chatKitLocale } from "../../../static/chatkit/openai/locale.js";

for (const [tag, locale] of [
  ["en", "en"],
  ["en-GB", "en"],
  ["pt-br", "pt-BR"],
  ["no", "nb"],
  ["tlh", undefined],
  ["", undefined],
]) {
  test(`OpenAI's element is told ${locale} for ${tag || "no language"}`, () => {
    assert.equal(chatKitLocale(tag), locale);
  });
}

for (const [tag, language] of [
  ["de", "de"],
  ["DE-ch", "de"],
  ["pt-BR", "pt-BR"],
  ["fr", "en"],
  ["", "en"],
]) {
  test(`the widget speaks ${language} for ${tag || "no language"}`, () => {
    assert.equal(supportedLanguage(tag, ["en", "de", "pt-BR"]), language);
  });
}
