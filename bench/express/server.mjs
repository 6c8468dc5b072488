// The session endpoint as one would write it with Express and OpenAI's own SDK: a signed
// cookie, limits per visitor and address, an access log. With REDIS it does all that the
// site does: shared.mjs. PORT, UPSTREAM, PROCESSES and REDIS come from bench/session.py.
import cluster from "node:cluster";
import { randomUUID } from "node:crypto";

import cookieParser from "cookie-parser";
import express from "express";
import { rateLimit } from "express-rate-limit";
import OpenAI from "openai";

import { alone, sharing } from "./shared.mjs";

const MONTH = 30 * 24 * 60 * 60 * 1000; // milliseconds

if (cluster.isPrimary) {
  for (let n = 0; n < Number(process.env.PROCESSES); n += 1) cluster.fork();
} else {
  const { REDIS, UPSTREAM, PORT } = process.env;
  const { store, recall, keep, headers } = REDIS ? await sharing(REDIS) : alone;
  const openai = new OpenAI({
    apiKey: "stand-in",
    baseURL: UPSTREAM,
    maxRetries: 0,
    timeout: 10_000,
  });
  const limit = (name, keyGenerator) =>
    rateLimit({
      windowMs: 60_000,
      limit: 1_000_000,
      keyGenerator,
      store: store(name),
      validate: false,
    });
  const app = express();
  app.disable("x-powered-by");
  app.use(cookieParser("a-secret-of-the-benchmark"));
  app.use(express.json({ limit: "16kb" }));
  app.use((request, response, next) => {
    response.on("finish", () => {
      const line = `${request.ip} "${request.method} ${request.url}" ${response.statusCode}`;
      process.stdout.write(`${new Date().toISOString()} ${line}\n`);
    });
    response.set(headers);
    request.visitor = request.signedCookies.visitor || `user_${randomUUID()}`;
    next();
  });
  app.post(
    "/api/chatkit/session",
    limit("visitor", (request) => request.visitor),
    limit("address", (request) => request.socket.remoteAddress),
    async (request, response) => {
      const asked = {
        workflow: { id: "wf_standin" },
        user: request.visitor,
        expires_after: { anchor: "created_at", seconds: 600 },
        rate_limits: { max_requests_per_1_minute: 10 },
        chatkit_configuration: {
          automatic_thread_titling: { enabled: true },
          file_upload: { enabled: true, max_file_size: 10, max_files: 5 },
          history: { enabled: true },
        },
      };
      const session =
        recall(request, asked) ??
        (await openai.beta.chatkit.sessions.create(asked, {
          headers: { "X-Client-Request-Id": randomUUID() },
        }));
      const cookie = { signed: true, httpOnly: true, sameSite: "lax", maxAge: MONTH };
      response.cookie("visitor", request.visitor, cookie);
      const kept = keep(request, asked, session);
      if (kept) response.cookie("secret", kept, { ...cookie, path: "/api/chatkit/" });
      response.set("Cache-Control", "no-store").json({
        client_secret: session.client_secret,
        expires_at: session.expires_at,
        session_id: session.id,
      });
    },
  );
  app.listen(Number(PORT), "127.0.0.1", 1024);
}
