"""Draws the icons of the installed page from `web/public/icon.svg`: `python -m tests.e2e.icons`."""

from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import chromium
from tests.places import ROOT

PUBLIC = ROOT / "web" / "public"
GROUND = "#0f7b8a"


def draw(page: Page, name: str, size: int, margin: float, ground: str) -> None:
    """Where systems cut icons round, what is in the `margin` (a share of the size) may go."""
    page.set_viewport_size({"width": size, "height": size})
    inner = round(size * (1 - 2 * margin))
    page.set_content(
        f"<style>body {{ margin: 0; display: grid; place-items: center; height: 100vh; background: {ground} }}"
        f"svg {{ width: {inner}px; height: {inner}px }}</style>{(PUBLIC / 'icon.svg').read_text()}"
    )
    page.screenshot(path=PUBLIC / "icons" / name, omit_background=True)


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium())
        page = browser.new_page()
        draw(page, "192.png", 192, 0, "transparent")
        draw(page, "512.png", 512, 0, "transparent")
        draw(page, "maskable-512.png", 512, 0.12, GROUND)
        browser.close()


if __name__ == "__main__":
    main()
