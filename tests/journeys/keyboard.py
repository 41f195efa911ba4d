"""Somebody's fingers on a keyboard: every keystroke counts, and no mouse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# What a page calls the thing that has the focus: its own words, else those that are read aloud for it.
NAMED = """() => { const one = document.activeElement;
  const names = [one.innerText, one.getAttribute('aria-label'), one.labels?.[0]?.innerText, one.id];
  return names.filter(Boolean).join(' | ') }"""

SETTLED = "() => !document.querySelector('[autofocus]') || document.activeElement !== document.body"


class Keys:
    """The keys that somebody presses on a page, counted; `steps`: how many each part of the work took."""

    def __init__(self, page: Any, steps: dict[str, int] | None = None) -> None:
        self.page, self.count = page, 0
        self.steps = {} if steps is None else steps
        page.on("filechooser", lambda chooser: None)  # who listens always misses none

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Counts what is pressed within, under this name."""
        self.page.bring_to_front()  # a page that is not looked at gives nothing the focus
        before = self.count
        yield
        self.steps[name] = self.steps.get(name, 0) + self.count - before

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.count += len(text)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            self.count += 1

    def go(self, key: str = "Enter") -> None:
        """Presses a key that leads to another page, and waits until it is there and gave the focus."""
        with self.page.expect_navigation():
            self.press(key)
        self.page.wait_for_function(SETTLED)

    def on(self) -> str:
        return str(self.page.evaluate("document.activeElement.id || document.activeElement.name"))

    def tab_to(self, name: str, most: int = 12) -> None:
        for _ in range(most):
            if self.on() == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not within {most} tabs: {self.on()}")

    def reach(self, words: str, most: int = 8) -> None:
        """Tabs on until what has the focus is called so."""
        met = []
        for _ in range(most):
            self.press("Tab")
            met.append(str(self.page.evaluate(NAMED)).strip()[:60])
            if words in met[-1].split(" | ") or (len(words) > 3 and words in met[-1]):
                return
        raise AssertionError(f"«{words}» is not within {most} tabs: {met}")

    def enter(self, words: str, most: int = 8) -> None:
        """Tabs to what is called so, presses Enter there, and waits for the page it leads to."""
        self.reach(words, most)
        self.go()

    def choose_file(self, path: Path) -> None:
        """Opens the chooser of the field one is on with Space; the name of the file is typed there, and Enter."""
        with self.page.expect_file_chooser() as opened:
            self.press("Space")
        opened.value.set_files(str(path))
        self.count += len(path.name) + 1
