/** `next start` in two processes on one port. */
import cluster from "node:cluster";
import { createServer } from "node:http";
import next from "next";

if (cluster.isPrimary) {
  cluster.fork();
  cluster.fork();
  process.on("SIGTERM", () => process.exit());
} else {
  const app = next({ dev: false });
  await app.prepare();
  createServer(app.getRequestHandler()).listen(Number(process.env.PORT), "127.0.0.1");
}
