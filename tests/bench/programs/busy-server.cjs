// Keeps alive what a busy server and a compiler keep alive, and writes a heap snapshot of it:
//     node busy-server.cjs OUT.heapsnapshot SESSIONS SOURCE_BYTES SEED [LATER.heapsnapshot]
// SESSIONS: users' sessions, each with its cart, history, handlers and caches. SOURCE_BYTES: source text held as
// TypeScript syntax trees with parent pointers, as compilers, bundlers and editors hold it; 0 leaves the compiler out.
const { readFileSync, readdirSync } = require("node:fs");
const path = require("node:path");
const v8 = require("node:v8");

const [, , out, sessions, sourceBytes, seed, later] = process.argv;

let state = Number(seed) >>> 0;
/** A number from 0 to below `limit`: mulberry32, so that the same seed makes the same heap. */
function below(limit) {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
}

const pick = (list) => list[below(list.length)];

const SYLLABLES =
  "ba be bi bo ca ce da de di do fa fi ga go ha jo ka la le li lo ma me mi mo na ne no pa pe ra re ri ro sa".split(
    " ",
  );
/** A flat string of its own, as JSON.parse and sockets make them: ropes stay ropes in a snapshot. */
function word(syllables) {
  let text = "";
  for (let i = 0; i < syllables; i += 1) text += pick(SYLLABLES);
  return Buffer.from(text).toString("latin1");
}

const FIELDS = Array.from({ length: 60 }, () => word(3));

class Money {
  constructor(amount, currency) {
    this.amount = amount;
    this.currency = currency;
  }
}

class Item {
  constructor(order) {
    this.order = order; // and the order has the item: a cycle
    this.sku = word(4);
    this.price = new Money(below(1e6) / 100, pick(["EUR", "USD", "CNY"]));
    this.tags = [word(2), word(2)];
  }
}

class Order {
  constructor(session) {
    this.session = session;
    this.placed = new Date(1.7e12 + below(1e9));
    this.items = Array.from({ length: 1 + below(4) }, () => new Item(this));
    this.number = BigInt(below(1e9)) ** 3n;
  }
}

class Session {
  constructor(id) {
    this.id = id;
    this.user = word(5);
    this.address = `${word(3)}@${word(3)}.example`; // a rope
    this.orders = Array.from({ length: below(4) }, () => new Order(this));
    this.seen = new Set([below(1e5), word(3), word(3)]);
    this.settings = record(3 + below(8));
    this.drafts = Array.from({ length: below(5) }, () => word(20 + below(200)));
    this.handlers = handlersOf(this);
    this.newer = this.older = null;
  }
}

class AdminSession extends Session {
  constructor(id) {
    super(id);
    this.rights = new Map([
      [word(3), true],
      [word(3), { since: this.orders.length, by: word(4) }],
    ]);
    this.pending = new Promise((resolve) => {
      this.finish = resolve;
    });
  }
}

/** A plain object of one of many shapes, as answers of other services are. */
function record(fields) {
  const made = {};
  for (let i = 0; i < fields; i += 1)
    made[pick(FIELDS)] = pick([word(4), below(1e9), below(1e9) / 7, null, true]);
  if (below(5) === 0) made.nested = record(2);
  return made;
}

/** Closures that share a context with something large that only one of them needs. */
function handlersOf(session) {
  const text = word(20);
  const log = [text.slice(4, 30), session.user.slice(1, 15)]; // the first is a sliced string
  return {
    onMessage: (message) => log.push(message),
    onClose: () => {
      session.older = null;
      return text;
    },
    onError: function report(error) {
      error.session = session;
    },
  };
}

/** What a server holds by user: a map, a cache that never forgets, a list by age, and metadata beside them. */
const server = {
  byId: new Map(),
  metadata: new WeakMap(),
  newest: null,
  answers: Object.create(null),
  timings: [],
};

function openSession(number) {
  const id = word(8);
  const session = number % 10 ? new Session(id) : new AdminSession(id);
  server.byId.set(id, session);
  server.metadata.set(session, { ip: `10.0.${below(256)}.${below(256)}`, agent: word(6) });
  session.older = server.newest;
  if (server.newest) server.newest.newer = session;
  server.newest = session;
  server.answers[word(6)] = JSON.parse(JSON.stringify(record(6)));
  server.timings.push([number, below(1e6) / 3, below(1e6) / 3]);
  if (number % 50 === 0) server.answers[word(6)] = Buffer.alloc(256 + below(4096));
}

/** Parses the compiler's own files, again and again, until there is as much source as asked for. */
function parseSources(bytes) {
  const ts = require("typescript");
  const folder = path.dirname(require.resolve("typescript"));
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".ts") || name === "typescript.js")
    .sort();
  const trees = [];
  for (let at = 0, left = bytes; left > 0; at += 1) {
    const name = files[at % files.length];
    const text = readFileSync(path.join(folder, name), "latin1").slice(0, left);
    left -= text.length;
    trees.push(ts.createSourceFile(`/project${at}/${name}`, text, ts.ScriptTarget.Latest, true));
  }
  return trees;
}

for (let number = 1; number <= Number(sessions); number += 1) openSession(number);
globalThis.server = server;
if (Number(sourceBytes) > 0) globalThis.project = parseSources(Number(sourceBytes));
v8.writeHeapSnapshot(out);

// A while later: a tenth has gone, and as many and half as many again have come.
if (later) {
  const opened = Number(sessions);
  [...server.byId.keys()].forEach((id, at) => {
    if (at % 10 === 0) server.byId.delete(id);
  });
  for (let number = 1; number <= 0.15 * opened; number += 1) openSession(opened + number);
  v8.writeHeapSnapshot(later);
}
