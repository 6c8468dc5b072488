// A stand-in for OpenAI that mints sessions after DELAY milliseconds, on any free port.
import http from "node:http";

let number = 0;
let delay = 0;

const server = http.createServer((request, response) => {
  if (request.method === "PUT") {
    delay = Number(request.url.slice(1));
    response.end();
    return;
  }
  request.resume();
  request.on("end", () => {
    const answer = () => {
      number += 1;
      const body = JSON.stringify({
        id: `cksess_${number}`,
        object: "chatkit.session",
        client_secret: `ek_stand_in_${number}`,
        expires_at: Math.floor(Date.now() / 1000) + 600,
        status: "active",
      });
      response.writeHead(200, {
        "Content-Type": "application/json",
        "Content-Length": Buffer.byteLength(body),
        "x-request-id": `req_${number}`,
      });
      response.end(body);
    };
    if (delay) setTimeout(answer, delay);
    else answer();
  });
});
server.keepAliveTimeout = 60_000;
server.listen({ port: 0, host: "127.0.0.1", backlog: 1024 }, () => {
  console.log(server.address().port);
});
