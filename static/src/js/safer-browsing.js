// Safer browsing: in this tab, following a link of this site replaces the entry in its history instead of adding
// one. It is kept in session storage: gone with the tab, never sent to us. support.js reads the same key.

const KEY = 'replace-pages'
const SWITCH = '[data-safer-browsing]'
const ON = 'safer-browsing-on'

export function startSaferBrowsing () {
  document.addEventListener('click', onClick)
  document.addEventListener('submit', onSubmit)
  // A page that comes back from memory may have been left before the switch was used.
  window.addEventListener('pageshow', show)
}

function isOn () {
  try {
    return window.sessionStorage.getItem(KEY) === 'yes'
  } catch {
    return false
  }
}

function turn (wanted) {
  try {
    if (wanted) window.sessionStorage.setItem(KEY, 'yes')
    else window.sessionStorage.removeItem(KEY)
  } catch {
    // A browser that refuses storage can't keep it on: the line in the header then never says that it is.
  }
  show()
  const line = document.querySelector('.safer-browsing-line')
  line.classList.add('safer-browsing-line--used')
  line.querySelector('[role=status]').textContent = isOn()
    ? 'Safer browsing is on in this tab.'
    : 'Safer browsing is off.'
  // The button that was pressed may be hidden now.
  line.focus()
}

function show () {
  document.body.classList.toggle(ON, isOn())
}

function onClick (event) {
  const control = event.target.closest(SWITCH)
  if (control) {
    turn(control.dataset.saferBrowsing === 'on')
    return
  }
  if (!isOn() || event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.target.closest('a[href]')
  if (!link || link.hasAttribute('download') || !opensHere(link.target) || !isOurs(link.href)) return
  event.preventDefault()
  window.location.replace(link.href)
}

/** A search or a filter is a link too. A form that sends something is left alone. */
function onSubmit (event) {
  const form = event.target
  const sender = event.submitter
  const method = (sender && sender.getAttribute('formmethod')) || form.getAttribute('method') || 'get'
  if (!isOn() || event.defaultPrevented || method.toLowerCase() !== 'get') return
  const address = new URL((sender && sender.getAttribute('formaction')) || form.getAttribute('action') || '',
    window.location.href)
  if (!opensHere(form.target) || !isOurs(address.href)) return
  const asked = new URLSearchParams()
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string') asked.append(name, value)
  })
  if (sender && sender.name) asked.append(sender.name, sender.value)
  address.search = asked.toString()
  event.preventDefault()
  window.location.replace(address.href)
}

function opensHere (target) {
  return !target || target === '_self'
}

function isOurs (address) {
  return new URL(address).origin === window.location.origin
}
