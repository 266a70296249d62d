"""What an office does on the page from which a list is published."""

from playwright.sync_api import expect


def acknowledge_all_there_is(page) -> None:
    """What is missing below the list, one after another; each time the page comes again."""
    buttons = page.locator("button:text-is('确认')")
    for left in reversed(range(buttons.count())):
        buttons.first.click()
        expect(buttons).to_have_count(left)
        expect(page.locator(".messages")).to_contain_text("已确认：")
