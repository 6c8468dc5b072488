// @ts-check
// expected: "chatkit.eror"' is not assignable to parameter

import { listen } from "../../../static/chatkit/openai/health-monitor.js";

listen(document.createElement("openai-chatkit"), "chatkit.eror", () => {});
