// Runs before anything is drawn: says that scripts work, that this browser can run our modules, and whether safer
// browsing is on (safer-browsing.js), so that its line is there from the start.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported')
}
try {
  if (window.sessionStorage.getItem('replace-pages') === 'yes') {
    document.body.classList.add('safer-browsing-on')
  }
} catch {
  // Storage is refused: it is off.
}

// Exit must not wait for site.js, which takes over once it is there (exit.js): until then a click does the same.
document.addEventListener('click', function (event) {
  const exit = event.target.closest('.govuk-js-exit-this-page-button, .govuk-js-exit-this-page-skiplink')
  if (!exit || event.defaultPrevented) return
  event.preventDefault()
  document.title = 'Loading'
  window.location.replace(exit.href)
})
