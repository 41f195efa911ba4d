// A new request while it is typed: saved as a draft, its result beside it, files sent at once. Works without it too.
"use strict";
(() => {
  const form = document.getElementById("claim-form");
  if (!form) return;
  const status = document.getElementById("part-status"), version = document.getElementById("version");
  const url = form.dataset.try;
  let typed = 0, saved = 0, busy = false, waiting = 0, stopped = false, leaving = false, pause = 2000;
  const files = [];
  const near = document.getElementById("claim-near");
  let chosen = null; // the button that was pressed, which waits until everything typed and every file has arrived
  let over = false; // whoever writes may do so no more about this person: nothing is taken any more
  // Unsaved: nothing above may go on saying that it is saved.
  const warn = (text) => { near.textContent = text; near.classList.toggle("beware", Boolean(text)); if (text) status.querySelector(".hint")?.remove(); };
  // Why a file was not taken stays until the next ones are chosen: what is saved meanwhile says nothing of it.
  let untaken = [];
  const still = () => {
    for (const text of untaken.filter((one) => ![...status.querySelectorAll(".wrong-told")].some((old) => old.textContent === one))) {
      const told = document.createElement("p"); told.className = "wrong-told"; told.textContent = text; status.prepend(told);
    }
  };
  const say = (text) => { const told = document.createElement("p"); told.className = "hint"; told.textContent = text; status.replaceChildren(told); };
  // A file that did not leave yet stands in the list too, as one that waits.
  const queue = () => {
    const list = document.getElementById("part-files");
    if (!list || !form.dataset.queued) return;
    for (const one of list.querySelectorAll("[data-waits]")) one.remove();
    for (const { content } of list.querySelector("[data-goes]") ? files.slice(1) : files) {
      const told = document.createElement("li"); told.dataset.waits = ""; told.textContent = `${content.name} · ${form.dataset.queued}`; list.append(told);
    }
  };
  const soon = (after) => { clearTimeout(waiting); waiting = setTimeout(send, after); };
  const kept = ["part-result", "part-odd", "part-status", "part-files"];
  const names = (part) => [...part.querySelectorAll("[name]")].map((one) => one.name + (one.type === "hidden" ? one.value : "")).join(); // what it asks
  const parts = (page) => [...page.querySelectorAll("[id^=part-]")];

  // What the answer says anew is put in its place; where somebody is writing only if something else is asked there now.
  const show = (page) => {
    const focused = document.activeElement;
    for (const fresh of parts(page)) {
      const old = document.getElementById(fresh.id);
      if (!old || old.innerHTML === fresh.innerHTML) continue;
      if (old.contains(focused) && focused !== document.body) {
        if (!kept.includes(fresh.id) && names(old) === names(fresh)) continue;
        const id = focused.id; old.replaceChildren(...fresh.childNodes); (document.getElementById(id || "-") || document.getElementById(id.replace(/^served-(\d+)$/, "fact-$1-inizio") || "-") || old.querySelector("input, select"))?.focus(); continue;
      }
      old.replaceChildren(...fresh.childNodes);
    }
    const codes = page.getElementById("benefits"), shown = document.getElementById("benefits");
    if (codes && shown && codes.innerHTML !== shown.innerHTML) shown.replaceChildren(...codes.childNodes);
    const what = page.getElementById("file_paper"), held = document.getElementById("file_paper");
    if (what && held && document.activeElement !== held && what.innerHTML !== held.innerHTML) { const value = held.value; held.replaceChildren(...what.childNodes); if ([...held.options].some((one) => one.value === value)) held.value = value; }
  };
  // What is wrong with a field is told beside it; of the one somebody is writing in, only when they press Enter.
  let told = false;
  const marked = (page) => {
    for (const fresh of page.querySelectorAll(".field input, .field select")) {
      const old = document.getElementById(fresh.id);
      if (!old?.closest(".field") || (old === document.activeElement && !told)) continue;
      const place = old.closest(".field"), why = fresh.closest(".field").querySelector(".wrong-told");
      place.classList.toggle("wrong", Boolean(why)); place.querySelector(".wrong-told")?.remove();
      for (const name of ["aria-invalid", "aria-describedby"]) { const value = fresh.getAttribute(name); if (value) old.setAttribute(name, value); else old.removeAttribute(name); }
      if (why) old.after(why);
    }
    told = false;
  };
  const body = (file) => {
    const data = new FormData(form);
    data.delete("files"); data.set("step", "");
    if (file) { data.set("files", file, "file"); data.set("file_paper", file.paper); }
    return data;
  };
  // Whoever signed in again in another tab goes on here: the buttons of this page get the new seal.
  const renewed = async () => {
    const answer = await fetch(form.getAttribute("action"), { redirect: "manual" });
    const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#claim-form [name=seal]");
    if (fresh) for (const one of document.querySelectorAll("[name=seal]")) one.value = fresh.value;
    return Boolean(fresh);
  };
  const send = async () => {
    if (busy || stopped || over || leaving) return;
    if (saved === typed && !files.length) return;
    const now = typed, file = files[0];
    busy = true;
    try {
      const list = document.getElementById("part-files");
      const going = file && list && window.carry && carry(url, body(file.content), { list, name: file.content.name, words: form.dataset });
      if (going) queue();
      const answer = await (going || fetch(url, { method: "POST", body: body(file?.content), headers: { Accept: "text/html" }, redirect: "manual" }));
      if (!answer) { files.shift(); chosen = null; untaken.push(form.dataset.cancelled); status.replaceChildren(); warn(""); still(); document.getElementById("files")?.focus(); return; }
      if (answer.status === 413) { files.shift(); untaken.push(form.dataset.big); status.replaceChildren(); still(); return; }
      if (answer.type === "opaqueredirect" || [400, 401, 403].includes(answer.status)) {
        const back = await renewed();
        if (!back) { chosen = null; warn(form.dataset.out); }
        soon(back ? 250 : pause = Math.min(pause * 2, 20000));
        return;
      }
      if (answer.status === 404 && form.dataset.over) { over = true; chosen = null; warn(form.dataset.over); return; }
      if (answer.status >= 500) throw new Error("busy");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("version");
      if (!fresh) throw new Error("another page");
      const came = file && page.getElementById("part-files");
      if (came && list) list.innerHTML = came.innerHTML;
      if (file) { files.shift(); untaken.push(...[...page.querySelectorAll("#part-status > .wrong-told")].map((one) => one.textContent)); }
      if (version.value === "0") { const back = document.querySelector(".foot [name=back]"); if (back) back.value = form.dataset.back; }
      if (version.value === "0") history.replaceState({ draft: form.dataset.draft }, "");
      version.value = fresh.value; saved = now; pause = 2000; warn("");
      stopped = Boolean(page.getElementById("elsewhere"));
      if (stopped) chosen = null;
      // What was typed meanwhile is on its way: its answer is put in place, not this older one.
      if (typed === now || stopped) { show(page); marked(page); asking = false; release(); } else if (page.getElementById("part-result")) document.getElementById("part-result")?.replaceChildren(...page.getElementById("part-result").childNodes);
      still();
    } catch {
      chosen = null; release();
      if (!leaving) { warn(form.dataset.offline); soon(pause = Math.min(pause * 2, 20000)); }
    } finally {
      busy = false; queue();
      if (chosen && saved === typed && !files.length) { const button = chosen; chosen = null; leaving = true; if (!button.name) history.replaceState(null, "", form.dataset.home); form.requestSubmit(button); }
      if (!stopped && !over && !leaving && pause === 2000 && (saved !== typed || files.length)) soon(250);
    }
  };
  // What a benefit asks may not be there yet when its line is left: the keys wait for it, and are pressed once it is.
  let asking = false, ahead = null, facts = null, patience = 0;
  const order = () => [...form.querySelectorAll("input, select, textarea, button, a[href]")].filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
  const written = (at, key, word) => {
    if (at.matches("select")) at.value = [...at.options].find((one) => one.text.toLowerCase().startsWith(word))?.value ?? at.value;
    else if (at.matches("input[type=checkbox]")) { if (key === " ") at.click(); return; }
    else if (!at.matches("input:not([type=file]), textarea")) return;
    else if (key === "Backspace") at.value = at.value.slice(0, -1);
    else at.setRangeText(key, at.selectionStart, at.selectionEnd, "end");
    at.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const release = () => {
    const keys = ahead ?? [];
    ahead = null; clearTimeout(patience);
    let word = "";
    for (const key of keys) {
      const at = document.activeElement;
      if (key !== "Tab") { word += key.toLowerCase(); written(at, key, word); continue; }
      const before = form.contains(at) ? at : facts, next = order().find((one) => before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
      word = ""; next?.focus(); if (next?.matches("input")) next.select();
    }
  };
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const back = event.key === "Tab" && event.shiftKey;
    if (ahead) {
      if (back || (event.key.length > 1 && !["Tab", "Backspace"].includes(event.key))) { release(); return; }
      event.preventDefault(); ahead.push(event.key); return;
    }
    const row = event.target.closest(".claim-what");
    if (event.key !== "Tab" || back || !asking || !row || event.target !== [...row.querySelectorAll("input")].at(-1)) return;
    event.preventDefault(); facts = row.parentElement.querySelector(".claim-facts"); ahead = ["Tab"];
    patience = setTimeout(release, 3000); soon(0);
  });
  form.addEventListener("input", (event) => {
    if (event.target.type === "file" || event.target.id === "sure") return;
    if (event.target.id.startsWith("benefit-")) asking = true;
    typed += 1; soon(350);
  });
  const take = (list) => {
    const paper = document.getElementById("file_paper").value;
    if (list.length) untaken = [];
    for (const content of list) {
      if (content.size > Number(form.dataset.most)) { untaken.push(form.dataset.big); continue; }
      content.paper = paper; files.push({ content });
    }
    if (untaken.length) still();
    if (files.length) { queue(); say(form.dataset.saving); still(); soon(0); }
  };
  for (const box of form.querySelectorAll("input[type=file]")) box.addEventListener("change", () => { take([...box.files]); box.value = ""; });
  const place = document.getElementById("file_paper") && document.getElementById("files-sheet");
  if (place) for (const kind of ["dragover", "dragleave", "drop"]) place.addEventListener(kind, (event) => {
    event.preventDefault(); place.classList.toggle("dropping", kind === "dragover");
    if (kind === "drop") take([...event.dataTransfer.files]);
  });
  // A button sends the form itself: not while a saving is under way, which would be of an older version.
  // It goes only when the draft and its files have just been taken: then there is network, and one is in.
  form.addEventListener("submit", (event) => {
    if (leaving) return;
    if (over) { event.preventDefault(); warn(form.dataset.over); return; }
    // Enter in a field: what was typed is saved and computed here, and the cursor stays where it is.
    if (!stopped && event.submitter?.value === "compute") { event.preventDefault(); typed += 1; told = true; say(form.dataset.saving); clearTimeout(waiting); send(); return; }
    if (!stopped && event.submitter) {
      event.preventDefault(); chosen = event.submitter; typed += 1; near.textContent = form.dataset.saving; clearTimeout(waiting); send();
      return;
    }
    if (!busy) { leaving = true; return; }
    event.preventDefault(); leaving = true;
    const wait = setInterval(() => { if (!busy) { clearInterval(wait); form.requestSubmit(event.submitter); } }, 30);
  });
  // A page loaded anew goes on with the draft that was written on it, where it is still there and nothing was typed yet:
  // nobody writes into a page that is about to go.
  const before = history.state?.draft;
  if (before && version.value === "0") fetch(before).then((answer) => {
    if (!answer.ok) history.replaceState(null, "");
    else if (typed) say(form.dataset.earlier);
    else { form.inert = true; location.replace(before); }
  }, () => {});
  for (const back of ["online", "focus"]) addEventListener(back, () => soon(0));
  addEventListener("pageshow", () => { leaving = false; form.inert = false; });
  addEventListener("beforeunload", (event) => { if (!leaving && (saved !== typed || files.length) && !stopped && !over) event.preventDefault(); });
})();
