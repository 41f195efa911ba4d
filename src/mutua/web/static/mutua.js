// What pages do for whoever writes: letters of the keyboard, the search box that suggests. Everything works without it too.
"use strict";
(() => {
  const box = document.getElementById("words");
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && box && !event.target.matches("input:not([type=checkbox], [type=radio], [type=file]), select, textarea")) { event.preventDefault(); box.focus(); box.select(); }
  });
  // Alt and a letter presses what carries the letter, the same in every browser; a key held down presses nothing again.
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const letter = /^[a-z]$/i.test(event.key) ? event.key : /^Key([A-Z])$/.exec(event.code)?.[1];
    const wanted = letter && document.querySelector(`[accesskey=${letter.toLowerCase()}]`);
    if (!wanted) return;
    event.preventDefault();
    if (!event.repeat) { wanted.focus(); wanted.click(); }
  });
  // A letter opens beside its page: whoever comes back sees the page as it is now, unless they are writing on it.
  let then = "";
  document.addEventListener("submit", (event) => { then = event.target.dataset.then || then; });
  const writing = () => [...document.querySelectorAll("main input:not([type=hidden]), main textarea")].some((one) => one.value !== one.defaultValue);
  addEventListener("focus", () => { if (then && !writing()) location.replace(then); });
  // Which file was chosen stands beside its button.
  document.addEventListener("change", ({ target }) => {
    if (target.matches("input[type=file]")) target.parentElement.querySelector(".picked").textContent = [...target.files].map((one) => one.name).join(", ");
  });
  const wrong = document.getElementById("mistakes");
  if (wrong) wrong.focus();
  if (!box) return;
  const form = box.form, list = document.getElementById("suggested"), told = document.getElementById("suggested-told");
  let asked = 0, chosen = -1, waiting = 0;
  const links = () => [...list.querySelectorAll("a")];
  const choose = (at) => { chosen = at; links().forEach((one, number) => one.setAttribute("aria-selected", number === at)); };
  const show = (found) => {
    list.replaceChildren(...found.map((one) => {
      const item = document.createElement("li"), link = document.createElement("a"), more = document.createElement("small");
      link.href = one.address; link.append(one.name); more.textContent = one.more; link.append(more); item.append(link);
      return item;
    }));
    list.hidden = !found.length; told.textContent = found.length ? String(found.length) : ""; choose(-1);
  };
  const ask = async () => {
    const number = ++asked, body = new URLSearchParams(new FormData(form));
    if (box.value.trim().length < 2) return show([]);
    try {
      const answer = await fetch(form.dataset.search, { method: "POST", body, headers: { Accept: "application/json" } });
      if (number === asked && answer.ok) show(await answer.json());
    } catch { show([]); }
  };
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  box.addEventListener("keydown", (event) => {
    const count = links().length;
    if (event.key === "ArrowDown" && count) { event.preventDefault(); choose((chosen + 1) % count); }
    else if (event.key === "ArrowUp" && count) { event.preventDefault(); choose((chosen - 1 + count) % count); }
    else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); links()[chosen].click(); }
  });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) show([]); });
})();
