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
