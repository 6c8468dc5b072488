// What the site's session endpoint does, as one would write it with Express: a signed
// cookie, limits per visitor and address (each process counts for itself), OpenAI's own
// SDK, an access log. PORT, UPSTREAM and PROCESSES come from bench/session.py.
import cluster from "node:cluster";
import { randomUUID } from "node:crypto";

import cookieParser from "cookie-parser";
import express from "express";
import { rateLimit } from "express-rate-limit";
import OpenAI from "openai";

if (cluster.isPrimary) {
  for (let n = 0; n < Number(process.env.PROCESSES); n += 1) cluster.fork();
} else {
  const openai = new OpenAI({
    apiKey: "stand-in",
    baseURL: process.env.UPSTREAM,
    maxRetries: 0,
    timeout: 10_000,
  });
  const limit = (keyGenerator) =>
    rateLimit({ windowMs: 60_000, limit: 1_000_000, keyGenerator });
  const app = express();
  app.disable("x-powered-by");
  app.use(cookieParser("a-secret-of-the-benchmark"));
  app.use(express.json({ limit: "16kb" }));
  app.use((request, response, next) => {
    response.on("finish", () => {
      const line = `${request.ip} "${request.method} ${request.url}" ${response.statusCode}`;
      process.stdout.write(`${new Date().toISOString()} ${line}\n`);
    });
    request.visitor = request.signedCookies.visitor || `user_${randomUUID()}`;
    next();
  });
  app.post(
    "/api/chatkit/session",
    limit((request) => request.visitor),
    limit((request) => request.socket.remoteAddress),
    async (request, response) => {
      const session = await openai.beta.chatkit.sessions.create({
        workflow: { id: "wf_standin" },
        user: request.visitor,
        expires_after: { anchor: "created_at", seconds: 600 },
        rate_limits: { max_requests_per_1_minute: 10 },
        chatkit_configuration: {
          automatic_thread_titling: { enabled: true },
          file_upload: { enabled: true, max_file_size: 10, max_files: 5 },
          history: { enabled: true },
        },
      });
      response.cookie("visitor", request.visitor, {
        signed: true,
        httpOnly: true,
        sameSite: "lax",
        maxAge: 30 * 24 * 60 * 60 * 1000,
      });
      response.set("Cache-Control", "no-store").json({
        client_secret: session.client_secret,
        expires_at: session.expires_at,
        session_id: session.id,
      });
    },
  );
  app.listen(Number(process.env.PORT), "127.0.0.1", 1024);
}
