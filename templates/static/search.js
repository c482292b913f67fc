// Search over the whole site without a server: every word must occur, marks and đ do not matter, whole words first.
(() => {
  const place = document.getElementById("search");
  if (!place) return;
  const words = (new URLSearchParams(location.search).get("q") || "").trim().slice(0, 200);
  const field = document.getElementById("find");
  if (field) field.value = words;
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  const say = (text) => {
    const line = document.createElement("p");
    line.className = "quiet";
    line.textContent = text;
    place.replaceChildren(line);
  };
  if (!words) {
    say(place.dataset.empty);
    return;
  }
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  const score = (entry) => {
    const title = ` ${fold(entry.t).replace(/[^\p{L}\p{N}]+/gu, " ")} `;
    const body = ` ${fold(entry.b).replace(/[^\p{L}\p{N}]+/gu, " ")} `;
    let points = title.includes(` ${wanted.join(" ")} `) ? 40 : 0;
    for (const word of wanted) {
      if (title.includes(` ${word} `)) points += 12;
      else if (body.includes(` ${word} `)) points += 6;
      else if (title.includes(` ${word}`)) points += 3;
      else if (body.includes(` ${word}`)) points += 1;
      else return 0;
    }
    return points + (entry.k ? 15 : 0);
  };
  const item = (entry) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    const note = document.createElement("span");
    link.href = place.dataset.root + entry.u;
    link.textContent = entry.t;
    note.textContent = entry.k || entry.d;
    line.append(link, note);
    return line;
  };
  const show = (entries) => {
    const found = entries
      .map((entry, order) => ({ entry, order, points: score(entry) }))
      .filter((hit) => hit.points > 0)
      .sort((a, b) => b.points - a.points || a.order - b.order);
    if (!found.length) {
      say(place.dataset.none.replace("{words}", () => words));
      return;
    }
    say(place.dataset.found.replace("{count}", found.length).replace("{words}", () => words));
    const list = document.createElement("ul");
    list.className = "rows next";
    list.append(...found.slice(0, 100).map((hit) => item(hit.entry)));
    place.append(list);
  };
  fetch(place.dataset.index)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .then(show)
    .catch(() => say(place.dataset.broken));
})();
