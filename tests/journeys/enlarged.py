"""A page as somebody reads it who enlarges it: nothing to scroll sideways, nothing cut, nothing upon something else."""

from __future__ import annotations

from typing import Any, NamedTuple


class Enlarged(NamedTuple):
    """How a window looks to whoever enlarges: its size in CSS pixels, its letters, whether it may scroll sideways."""

    width: int
    height: int
    letters: int  # per cent of the letters as they are
    sideways: bool = False


ENLARGED = (
    Enlarged(640, 400, 100),  # 1280 by 800 at 200 %
    Enlarged(640, 400, 200),  # and the letters alone at 200 % besides
    Enlarged(320, 256, 100),  # 1280 by 1024 at 400 %: WCAG 2.2, 1.4.10
    Enlarged(195, 422, 100, sideways=True),  # a telephone at 200 %, narrower than 1.4.10 asks: nothing is lost
)

# What is cut: letters that a box of its own does not show. What is lost: what lies beyond the edge of the page, where
# nothing scrolls. What lies upon something else: two things to press that share a patch of more than 4 by 4 px.
LOOK = """({letters, sideways}) => {
  const told = [], root = document.documentElement;
  root.style.fontSize = letters === 100 ? '' : `${letters}%`;
  const named = (one) => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
  for (const one of document.querySelectorAll('details')) one.open = true;
  const wide = root.scrollWidth - root.clientWidth;
  if (wide > 0 && !sideways) told.push(`${wide} px too wide`);
  const scrolls = (one) => {
    for (let at = one.parentElement; at; at = at.parentElement) {
      if (at !== document.body && at !== root && /auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  const reach = (one) => one.getBoundingClientRect().right > root.clientWidth + 1;
  const hidden = (one) => one.closest('.visually-hidden, .visually-hidden-focusable, .never, thead, [hidden]');
  const seen = (one) => one.checkVisibility({visibilityProperty: true}) && !hidden(one);
  const last = Math.max(root.scrollWidth, root.clientWidth);
  for (const one of document.querySelectorAll('body *')) {
    if (!seen(one) || one.ownerSVGElement) continue;
    if (wide > 0 && !sideways && reach(one) && ![...one.children].some(reach) && !scrolls(one)) {
      told.push(`reaches out: ${named(one)}`);
    }
    const shown = getComputedStyle(one), box = one.getBoundingClientRect();
    if (box.width && (box.left < -1 || box.right > last + 1) && !scrolls(one)) told.push(`lost: ${named(one)}`);
    if (/fixed|sticky/.test(shown.position) && box.height > innerHeight / 3) told.push(`in the way: ${named(one)}`);
    if (shown.display === 'inline' || one.matches('input, select, textarea')) continue;
    const kept = one.matches('button, .main, .other, summary') || /hidden|clip/.test(shown.overflowX + shown.overflowY);
    const text = kept || [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (text && one.scrollWidth > one.clientWidth + 1) told.push(`cut across: ${named(one)}`);
    if (kept && one.scrollHeight > one.clientHeight + 1) told.push(`cut below: ${named(one)}`);
  }
  const boxes = [];
  for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary, label')) {
    if (one.type === 'hidden' || !seen(one)) continue;
    for (const box of one.getClientRects()) if (box.width && box.height) boxes.push({one, box});
  }
  boxes.sort((left, right) => left.box.top - right.box.top);
  for (let at = 0; at < boxes.length; at += 1) for (let next = at + 1; next < boxes.length; next += 1) {
    const upper = boxes[at], lower = boxes[next];
    if (lower.box.top > upper.box.bottom - 4) break;
    if (upper.one.contains(lower.one) || lower.one.contains(upper.one)) continue;
    const pick = upper.one.closest('.pick'); // the field of a file lies unseen over its own label
    if (pick && pick === lower.one.closest('.pick')) continue;
    const across = Math.min(upper.box.right, lower.box.right) - Math.max(upper.box.left, lower.box.left);
    if (across > 4 && upper.box.bottom - lower.box.top > 4) told.push(`${named(upper.one)} upon ${named(lower.one)}`);
  }
  root.style.fontSize = '';
  return told;
}"""


def enlarged(page: Any) -> list[str]:
    """What is wrong with the page that is there, at each enlargement; empty when nothing is."""
    told = []
    for one in ENLARGED:
        page.set_viewport_size({"width": one.width, "height": one.height})
        found = page.evaluate(LOOK, {"letters": one.letters, "sideways": one.sideways})
        told += [f"at {one.width} px, letters at {one.letters} %: {each}" for each in found]
    return told
