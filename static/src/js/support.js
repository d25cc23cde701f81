// Runs before anything is drawn: says that scripts work, and that this browser can run our modules.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported')
}
