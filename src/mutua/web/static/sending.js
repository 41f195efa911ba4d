// A file on its way: how much of it has left, in words and as a bar, and a button that stops it.
"use strict";
// What came back, as `fetch` would tell it; null where it was stopped. Fails where the network does.
window.carry = (url, data, { list, name, words }) => new Promise((done, lost) => {
  const asked = new XMLHttpRequest(), row = document.createElement("li"), told = document.createElement("span");
  const bar = document.createElement("progress"), stop = document.createElement("button");
  row.dataset.goes = ""; bar.max = 100; bar.value = 0; bar.setAttribute("aria-label", `${words.sending}: ${name}`);
  stop.type = "button"; stop.className = "plain"; stop.textContent = words.cancel;
  const say = (text) => { told.textContent = `${name} · ${text}`; };
  say(words.sending); row.append(told, bar, stop); list.append(row);
  asked.upload.addEventListener("progress", ({ loaded, total }) => { bar.value = total ? Math.floor(100 * loaded / total) : 0; say(`${words.sending}: ${bar.value} %`); });
  // All of it has left: it is being kept, and there is nothing to stop any more.
  asked.upload.addEventListener("load", () => { say(words.saving); stop.remove(); });
  const over = (kind, then) => asked.addEventListener(kind, () => { row.remove(); then(); });
  over("load", () => {
    const elsewhere = asked.responseURL !== new URL(url, location.href).href;
    done({ status: asked.status, type: elsewhere ? "opaqueredirect" : "basic", text: async () => asked.responseText });
  });
  over("error", () => lost(new Error("network")));
  over("abort", () => done(null));
  stop.addEventListener("click", () => asked.abort());
  asked.open("POST", url); asked.setRequestHeader("Accept", "text/html"); asked.send(data);
});
