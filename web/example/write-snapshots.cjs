// Runs server.js, and writes its heap after 1, 40 and 50 requests: `node --expose-gc write-snapshots.cjs FOLDER`.
// One process, so that what is in two of the snapshots has the same id in both.
const fs = require("node:fs");
const http = require("node:http");
const os = require("node:os");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");
const { gzipSync } = require("node:zlib");

const folder = path.resolve(process.argv[2]);
const takenAfter = [1, 40, 50];
/** Where the heap says the program is; where it was really built is nobody's business. */
const home = "/app";

const module_ = { exports: {} };
const source = fs.readFileSync(path.join(__dirname, "server.js"), "utf8");
vm.compileFunction(source, ["require", "module"], { filename: `${home}/server.js` })(require, module_);

const server = module_.exports.listen(0, async () => {
  let requests = 0;
  for (const until of takenAfter) {
    for (; requests < until; requests += 1) await get(server.address().port);
    // What the requests themselves left behind is let go of first.
    await new Promise((resolve) => setTimeout(resolve, 50));
    global.gc();
    write(`express-${until}-${until === 1 ? "request" : "requests"}.heapsnapshot`);
  }
  server.close();
});

function get(port) {
  return new Promise((resolve, reject) => {
    const options = { port, host: "127.0.0.1", agent: false };
    http.get(options, (response) => response.resume().on("end", resolve)).on("error", reject);
  });
}

function write(name) {
  const plain = path.join(folder, name);
  v8.writeHeapSnapshot(plain);
  let text = fs.readFileSync(plain, "utf8");
  fs.rmSync(plain);
  for (const place of [folder, __dirname, path.dirname(process.execPath), os.homedir()]) {
    text = text.replaceAll(place, home);
    // Node also keeps the folders above as strings of their own.
    for (let above = path.dirname(place); above !== path.dirname(above); above = path.dirname(above)) {
      text = text.replaceAll(`"${above}"`, `"${home}"`);
    }
  }
  fs.writeFileSync(`${plain}.gz`, gzipSync(text, { level: 9 }));
}
