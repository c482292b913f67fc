// Lighthouse over home, a clipping, a partner and a year of a built digest, served as a plain folder.
//
//     node tools/lighthouse/run.mjs public [--prefix /digest/] [--least 98]
//
// Prints the four marks of each page; exit code 1 if one is below the least.
import { createServer } from "node:http";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : otherwise;
};
const folder = process.argv[2] || "public";
const prefix = option("prefix", "/");
const least = Number(option("least", "98"));
const MARKS = ["performance", "accessibility", "best-practices", "seo"];
const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml", png: "image/png", json: "application/json", xml: "text/xml" };

const server = createServer((request, answer) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const inside = path.startsWith(prefix) ? path.slice(prefix.length) : null;
  let file = inside === null ? "" : join(folder, inside);
  if (file && existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
  if (!file || !existsSync(file)) return answer.writeHead(404).end();
  const type = TYPES[file.split(".").pop()] || "application/octet-stream";
  answer.writeHead(200, { "content-type": type + (type.startsWith("text/") ? "; charset=utf-8" : ""), "content-encoding": "gzip", "cache-control": "max-age=600" });
  return answer.end(gzipSync(readFileSync(file)));
});
await new Promise((ready) => server.listen(Number(option("port", "0")), "127.0.0.1", ready));
const address = `http://127.0.0.1:${server.address().port}${prefix}`;

const largest = (kind) => {
  const pages = readdirSync(join(folder, kind)).filter((name) => name !== "khong-ro" && existsSync(join(folder, kind, name, "index.html")));
  const size = (name) => statSync(join(folder, kind, name, "index.html")).size;
  return `${kind}/${pages.sort((one, other) => size(other) - size(one))[0]}/`;
};

const chrome = await launch({ chromePath: process.env.CHROME_PATH || "/usr/bin/chromium", chromeFlags: ["--headless=new", "--no-sandbox"] });
let low = false;
for (const route of ["", largest("tin"), largest("doi-tac"), largest("nam")]) {
  const done = await lighthouse(address + route, { port: chrome.port, output: "json", logLevel: "error", onlyCategories: MARKS });
  const marks = MARKS.map((name) => Math.round(done.lhr.categories[name].score * 100));
  console.log(`${(route || "home").padEnd(48)} ${MARKS.map((name, at) => `${name} ${marks[at]}`).join("  ")}`);
  for (const [at, name] of MARKS.entries()) {
    if (marks[at] >= least) continue;
    low = true;
    const refs = done.lhr.categories[name].auditRefs.filter((each) => each.weight && (done.lhr.audits[each.id].score ?? 1) < 0.9);
    for (const each of refs) console.log(`  ${name}: ${done.lhr.audits[each.id].title}`);
  }
}
await chrome.kill();
server.close();
process.exit(low ? 1 : 0);
