"""What the sweep asks of a page that is open in Chromium: each function gives a list of faults."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LAYOUT = """() => {
  const found = []
  const headings = document.querySelectorAll('h1').length
  if (headings !== 1) found.push(`${headings} elements h1`)
  const room = document.documentElement.clientWidth
  const wide = document.documentElement.scrollWidth
  if (wide > room) {
    const culprits = [...document.querySelectorAll('body *')].filter(one => {
      const box = one.getBoundingClientRect()
      return box.right > room + 1 && box.width > 0 && !one.closest('.scroll-region')
    })
    const last = culprits.pop()
    found.push(`${wide} px wide in ${room}: ${last ? last.outerHTML.slice(0, 160) : ''}`)
  }
  return found
}"""

# Forwards and backwards: what is met from below comes up under a bar that sticks to the top.
FOCUS = """() => {
  const looks = one => {
    const style = getComputedStyle(one)
    return ['outlineStyle', 'outlineColor', 'outlineWidth', 'boxShadow', 'backgroundColor',
      'borderColor', 'color', 'textDecoration'].map(name => style[name]).join('|')
  }
  const stuck = one => {
    for (; one; one = one.parentElement) {
      if (['sticky', 'fixed'].includes(getComputedStyle(one).position)) return one
    }
    return null
  }
  const found = new Set()
  const reach = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
  )].filter(one => !one.disabled && one.checkVisibility({ visibilityProperty: true }) &&
    !one.closest('[aria-hidden=true]'))
  for (const order of [reach, [...reach].reverse()]) {
    for (const one of order) {
      document.activeElement.blur()
      const before = looks(one) + [...(one.labels || [])].map(looks).join()
      one.focus()
      if (document.activeElement !== one) continue
      const name = one.outerHTML.slice(0, 120)
      // A radio or checkbox is drawn by its label.
      const drawn = one.matches('.govuk-radios__input, .govuk-checkboxes__input')
      if (!drawn && before === looks(one) + [...(one.labels || [])].map(looks).join()) {
        found.add(`no mark of focus: ${name}`)
      }
      // What is taller than the window is seen if its part in the window is.
      const boxes = [...one.getClientRects()].map(box => ({
        left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth),
        top: box.height > innerHeight - 120 ? Math.max(box.top, 0) : box.top,
        bottom: box.height > innerHeight - 120 ? Math.min(box.bottom, innerHeight) : box.bottom,
        tall: box.height > innerHeight - 120
      }))
      const points = boxes.flatMap(box => [
        [box.left + 2, box.top + 2], [box.right - 2, box.top + 2],
        [box.left + 2, box.bottom - 2], [box.right - 2, box.bottom - 2]
      ])
      const shown = points.filter(([x, y]) =>
        x >= 0 && y >= 0 && x < innerWidth && y < innerHeight)
      if (!shown.length) found.add(`out of sight with the focus: ${name}`)
      const covered = shown.map(([x, y]) => {
        const top = document.elementFromPoint(x, y)
        const bar = top && !one.contains(top) && !top.contains(one) && stuck(top)
        return bar && !bar.contains(one) ? bar.className : ''
      }).filter(Boolean)
      const tall = boxes.some(box => box.tall)
      if (covered.length && (!tall || covered.length === shown.length)) {
        found.add(`under ${covered[0]}: ${name}`)
      }
    }
  }
  document.activeElement.blur()
  scrollTo(0, 0)
  return [...found]
}"""


def layout(page: Page) -> list[str]:
    """More or fewer than one h1, and anything that makes the page scroll sideways."""
    found: list[str] = page.evaluate(LAYOUT)
    return found


def focus(page: Page) -> list[str]:
    """Every element that the keyboard reaches: can the reader see that it has the focus?"""
    found: list[str] = page.evaluate(FOCUS)
    return found


def axe(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """Violations of the standard; with `rules`, of these alone."""
    only: dict[str, Any] = (
        {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARD}
    )
    options = {"runOnly": only, "resultTypes": ["violations"]}
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in violations
        for node in one["nodes"]
    ]


def axe_version(page: Page) -> str:
    found: str = page.evaluate("axe.version")
    return found
