// A small web server in the style of Express. It leaks: every request makes a thing, and no thing ever goes away.
const http = require("node:http");

const routes = new Map();
const app = {
  get: (path, handler) => routes.set(path, handler),
  listen: (port, ready) => http.createServer(dispatch).listen(port, "127.0.0.1", ready),
};

function dispatch(request, response) {
  response.send = (text) => response.end(text);
  routes.get(request.url)(request, response);
}

let theThing = null;

function replaceThing() {
  const originalThing = theThing;
  // Never called, but it mentions originalThing, which therefore lives in the scope that someMethod shares.
  const unused = () => {
    if (originalThing) console.log("hi");
  };
  theThing = {
    longStr: Buffer.alloc(1_000_000, "*").toString("latin1"),
    someMethod() {
      console.log("called");
    },
  };
  return unused;
}

app.get("/", (_request, response) => {
  replaceThing();
  response.send("Hello World");
});

module.exports = app;
