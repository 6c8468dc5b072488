// @ts-check
/** A story on its own page. */

import { neighbour } from "./story-keys.js";

const here = location.pathname;

addEventListener("keydown", (event) => {
  const isElsewhere =
    event.target instanceof Element && event.target.closest("chat-widget");
  const link = isElsewhere ? null : neighbour(event, document);
  if (link) location.assign(link.href);
});
// Reloaded while it was beside the résumé: the way back leads to the résumé's address.
addEventListener("popstate", () => {
  if (location.pathname !== here) location.reload();
});
