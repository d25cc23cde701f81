import { ExitThisPage } from 'govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs'

/**
 * Exit this page, leaving as little to see as a page can.
 *
 * The component of govuk-frontend adds an entry to the history, so that Back shows the page again. Ours replaces
 * the entry, and changes the title, which tabs and task bars show while the next page loads.
 */
export class DiscreetExit extends ExitThisPage {
  exitPage () {
    document.title = 'Loading'
    this.coverPage()
    window.location.replace(this.$button.href)
  }

  /** Hides everything behind an empty page until the browser has left. */
  coverPage () {
    if (this.$overlay) return
    this.$overlay = document.createElement('div')
    this.$overlay.className = 'govuk-exit-this-page-overlay'
    this.$overlay.setAttribute('role', 'alert')
    document.body.classList.add('govuk-exit-this-page-hide-content')
    document.body.append(this.$overlay)
    this.$overlay.textContent = this.i18n.t('activated')
  }
}
