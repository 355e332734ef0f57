"""axe looks at a page as it stands, in light and in dark: WCAG 2.2 AA, and what is held to be good practice."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In the dark a page has other colours and nothing else (tests/test_static.py holds it): only these rules see them.
COLOURS = ["color-contrast", "link-in-text-block"]
SCHEMES = {"light": {"type": "tag", "values": TAGS}, "dark": {"type": "rule", "values": COLOURS}}
RUN = """async ([part, rules]) => {
  const fading = document.getAnimations().filter((each) => each instanceof CSSTransition);
  await Promise.allSettled(fading.map((each) => each.finished));
  return (await axe.run(part, { runOnly: rules, resultTypes: ["violations"] })).violations;
}"""


def violations(page, part="html"):
    """['dark color-contrast: .card-meta, …'], so that a failing test says what and where. The page ends up in light."""
    page.evaluate(Axe().axe_script)
    found = []
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        for each in page.evaluate(RUN, [part, rules]):
            found.append(f"{scheme} {each['id']}: {', '.join(str(node['target']) for node in each['nodes'])}")
    page.emulate_media(color_scheme="light")
    return found


def overflows(page):
    """Whether one has to push the page sideways to read it."""
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")
