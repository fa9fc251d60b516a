"""What every page must stand: axe, and a screen of 320 px."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = 320


def judge(page) -> None:
    """Fails the test with what axe found, or with what sticks out of a narrow screen."""
    assert not violations(page), f"{page.url}:\n" + "\n".join(violations(page))
    wide = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": 640})
    assert not sticking_out(page), f"{page.url} is wider than {NARROW} px: {sticking_out(page)}"
    assert not violations(page), f"{page.url} at {NARROW} px:\n" + "\n".join(violations(page))
    page.set_viewport_size(wide)


def violations(page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    return [
        f"{each['id']}: {each['help']} {[node['html'][:160] for node in each['nodes'][:4]]}" for each in found
    ]


def sticking_out(page) -> list[str]:
    """Elements beyond the edge of a page that scrolls sideways."""
    return page.evaluate(
        """() => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          const out = [...document.body.querySelectorAll("*")].filter((each) => {
            const box = each.getBoundingClientRect();
            return box.right > root.clientWidth + 1 || box.left < -1;
          });
          return out.slice(0, 6).map((each) => each.outerHTML.slice(0, 120));
        }"""
    )
