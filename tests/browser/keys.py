"""Somebody without a mouse: Tab from one thing to the next, each seen to have the focus, in order."""

from playwright.sync_api import Locator, Page

STEPS = 250
FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const before = window.lastFocused;
  window.lastFocused = at;
  const wraps = at === document.body;
  return {
    tag: wraps ? "" : at.outerHTML.slice(0, 200),
    ring: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
    inSight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    inOrder: !before || !before.isConnected || before === document.body
      || !!(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}"""


class Keys:
    """A page that only the keyboard reaches."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, target: Locator) -> None:
        """Tab until it has the focus; on the way each stop is seen, and after the one before it."""
        for _step in range(STEPS):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(FOCUSED)
            if not stop["tag"]:
                continue  # once around
            assert stop["ring"], f"The focus is not to be seen: {stop['tag']}"
            assert stop["inSight"], f"The focus is out of sight: {stop['tag']}"
            assert stop["inOrder"], f"The focus jumps back: {stop['tag']}"
            if target.evaluate("each => each === document.activeElement"):
                return
        raise AssertionError(f"Tab does not reach {target}")

    def press(self, role: str, name: str, *, key: str = "Enter") -> None:
        """The first of that role and name, reached and pressed."""
        self.go_to(self.page.get_by_role(role, name=name).first)
        self.page.keyboard.press(key)

    def follow(self, name: str) -> None:
        """The link, and the page it leads to."""
        before = self.page.url
        self.press("link", name)
        self.page.wait_for_url(lambda url: url != before)
        self.page.wait_for_load_state()
