"""A browser's own words about itself, shortened to what a person recognises."""

from django import template

register = template.Library()

# The first that is found; Chrome also calls itself Safari, Edge also Chrome.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Windows": "Windows",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Mac OS": "macOS",
    "Linux": "Linux",
}
LONGEST = 40


@register.filter
def browser_name(user_agent: str) -> str:
    """`Firefox, Linux`; what is not known stays as it is, cut off."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return ", ".join(filter(None, (browser, system))) if browser else user_agent[:LONGEST]
