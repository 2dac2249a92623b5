"""The people of one agency in a journey, each in a browser of their own."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from journeys.conftest import WAIT, Site


@dataclass
class Office:
    """An agency of the demo, seen at one width, in one fiscal year."""

    site: Site
    browser: Browser
    slug: str
    year: int
    width: int

    def at(self, role: str) -> Page:
        """Somebody's own browser, signed in."""
        page = self.stranger()
        email = f"{role}@{self.slug}.example"
        page.goto("/account/sign-in/")
        page.get_by_label("อีเมล").fill(email)
        page.get_by_label("รหัสผ่าน").fill(self.site.password_of(email))
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.wait_for_url("**/desk/**")
        return page

    def stranger(self) -> Page:
        """A browser of somebody without an account."""
        context = self.browser.new_context(
            base_url=self.site.address, viewport={"width": self.width, "height": 844}, locale="th-TH"
        )
        context.set_default_timeout(WAIT)
        return context.new_page()

    def desk(self, path: str, year: int | None = None) -> str:
        """An address of the desk, in the office's year unless another is named."""
        return f"/desk/{self.slug}/{year or self.year}/{path}"
