"""The admin as its users find their way in it, and people to log in as."""

from playwright.sync_api import Locator, Page, expect

from tests.support.server import Server

PASSWORD = "correct horse battery"  # noqa: S105
CREATE = """
from django.contrib.auth.models import Group, User
for name, groups in {users!r}.items():
    user = User.objects.create_user(name, password={password!r}, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
"""


def create_users(server: Server, **users: list[str]) -> None:
    """Members of staff with these roles on the server's site."""
    code = CREATE.format(users=users, password=PASSWORD)
    server.manage("shell", "--command", code)


class Admin:
    """Finds things by what they are called."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def log_in(self, name: str) -> None:
        self.page.goto("/admin/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        expect(self.page.get_by_role("heading", name="The chat now")).to_be_visible()

    def open_settings(self) -> None:
        self.page.goto("/admin/chatkit/chatkitsettings/")
        expect(self.section("Mode")).to_be_visible()

    def open_history(self) -> None:
        self.page.goto("/admin/chatkit/chatkitsettings/1/history/")

    def section(self, title: str) -> Locator:
        return self.page.get_by_role("heading", name=title, exact=True)

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)

    def row(self, option: str) -> Locator:
        """The field with all that is said beside it."""
        said = self.page.locator(f"#id_{option}_helptext")
        return self.page.locator(".field-line").filter(has=said)

    def save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()

    def open_conversations(self) -> None:
        self.page.get_by_role("link", name="Conversations").first.click()
