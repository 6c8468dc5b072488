// @ts-check
// One line for each language; the exported name is its tag, as in <html lang>.
export { en } from "./en.js";
