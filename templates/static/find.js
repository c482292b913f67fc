// Search by Pagefind: exact words first, then what begins with them; filters narrow, and work without a word too.
const place = document.getElementById("search");
const sieve = document.getElementById("sieve");
const asked = new URLSearchParams(location.search);
const words = (asked.get("q") || "").trim().slice(0, 200);
const field = document.getElementById("find");
const PAGE = 30;
const RANKED = 60;

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const wanted = wordsOf(words);
const asTyped = (text) => text.toLowerCase().normalize("NFC").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const marked = asTyped(words).filter((word) => fold(word) !== word);

const line = (text) => {
  const made = document.createElement("p");
  made.className = "quiet";
  made.textContent = text;
  return made;
};
// One step from what was shown to what is shown, so that no reader (or screen reader) meets half of each.
const show = (...parts) => {
  place.replaceChildren(...parts);
  place.setAttribute("aria-busy", "false");
};
const say = (text) => show(line(text));

// How well a page fits: every word as a whole word is worth most, with the marks that were typed more, in the title more.
const score = (page) => {
  const title = wordsOf(page.meta.title);
  const all = new Set([...title, ...wordsOf(page.content)]);
  const whole = wanted.filter((word) => all.has(word)).length;
  const titled = wanted.filter((word) => title.includes(word)).length;
  const typed = new Set(marked.length ? asTyped(`${page.meta.title} ${page.content}`) : []);
  const exact = marked.filter((word) => typed.has(word)).length;
  const phrase = ` ${title.join(" ")} `.includes(` ${wanted.join(" ")} `) ? 1 : 0;
  return whole * 100 + exact * 100 + (whole === wanted.length ? 1000 : 0) + titled * 10 + phrase * 50 + (page.meta.first ? 5 * titled : 0);
};

const item = (page) => {
  const row = document.createElement("li");
  const left = document.createElement("span");
  const link = document.createElement("a");
  const text = document.createElement("small");
  const note = document.createElement("span");
  link.href = place.dataset.root + page.raw_url.replace(/^\//, "");
  link.textContent = page.meta.title;
  text.className = "quiet";
  text.textContent = page.meta.text || "";
  note.textContent = page.meta.note || "";
  left.append(link, document.createElement("br"), text);
  row.append(left, note);
  return row;
};

const chosen = () => {
  const filters = {};
  for (const select of sieve.elements) if (select.value) filters[select.name] = [select.value];
  return filters;
};

let round = 0;
const look = async (engine) => {
  const mine = ++round;
  const filters = chosen();
  if (!words && !Object.keys(filters).length) return say(place.dataset.empty);
  place.setAttribute("aria-busy", "true");
  // Folded on both sides: the index holds every word with đ written with d as well.
  const found = await engine.search(wanted.join(" ") || null, { filters });
  const pages = await Promise.all(found.results.slice(0, RANKED).map((hit) => hit.data()));
  if (mine !== round) return undefined;
  const told = words || Object.values(filters).flat().join(", ");
  if (!pages.length) return say(place.dataset.none.replace("{words}", () => told));
  const ranked = pages.map((page, order) => ({ page, order, points: score(page) }));
  ranked.sort((a, b) => b.points - a.points || a.order - b.order);
  const list = document.createElement("ul");
  list.className = "rows next";
  list.append(...ranked.slice(0, PAGE).map((hit) => item(hit.page)));
  const rest = [...ranked.slice(PAGE).map((hit) => hit.page), ...found.results.slice(RANKED)];
  const count = line(place.dataset.found.replace("{count}", found.results.length).replace("{words}", () => told));
  show(count, list, ...(rest.length ? [more(list, rest)] : []));
  return undefined;
};

const more = (list, rest) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "more-button";
  button.textContent = place.dataset.more;
  button.addEventListener("click", async () => {
    const pages = await Promise.all(rest.splice(0, PAGE).map((hit) => hit.data ? hit.data() : hit));
    const rows = pages.map(item);
    list.append(...rows);
    rows[0]?.querySelector("a")?.focus();
    if (!rest.length) button.remove();
  });
  return button;
};

if (field) field.value = words;
try {
  const engine = await import(place.dataset.bundle + "pagefind.js");
  await engine.options({ baseUrl: "/", ranking: { termSimilarity: 2 } });
  await engine.init();
  for (const select of sieve.elements) {
    select.value = asked.get(select.name) || "";
    select.addEventListener("change", () => {
      const query = new URLSearchParams(words ? { q: words } : {});
      for (const [name, values] of Object.entries(chosen())) query.set(name, values[0]);
      history.replaceState(null, "", `?${query}`);
      look(engine);
    });
  }
  sieve.addEventListener("submit", (event) => event.preventDefault());
  sieve.hidden = false;
  await look(engine);
} catch {
  say(place.dataset.broken);
}
