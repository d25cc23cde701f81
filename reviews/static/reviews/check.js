// Makes the check's page quicker to work with. Everything on it works without.
(() => {
  const POLL_MS = 3000

  const rows = [...document.querySelectorAll('[data-check-row]')]
  const boxes = [...document.querySelectorAll('input[name="finding"]')]

  const watchProgress = (region) => {
    const words = region.querySelector('[data-check-words]')
    const bar = region.querySelector('progress')
    const isBeingUsed = () => {
      const reason = document.getElementById('decide-reason')
      return boxes.some((box) => box.checked !== box.defaultChecked) || Boolean(reason && reason.value)
    }
    const look = async () => {
      let now
      try {
        const response = await fetch(region.dataset.checkProgress, { credentials: 'same-origin' })
        if (!response.ok) throw new Error(response.status)
        now = await response.json()
      } catch {
        // The link beside the bar still works.
        setTimeout(look, POLL_MS * 4)
        return
      }
      if (!now.under_way && isBeingUsed()) {
        words.textContent = 'There is a new result. Load the page again once you are done.'
        bar.remove()
        return
      }
      if (!now.under_way) {
        window.location.reload()
        return
      }
      if (words.textContent !== now.words) words.textContent = now.words
      if (now.total) {
        bar.max = now.total
        bar.value = now.done
      }
      setTimeout(look, POLL_MS)
    }
    setTimeout(look, POLL_MS)
  }

  const countTicks = () => {
    const shown = document.querySelector('[data-check-count]')
    if (!shown) return
    const ticked = boxes.filter((box) => box.checked).length
    shown.textContent = ticked ? `(${ticked})` : '(nothing yet)'
  }

  const offerToTickAll = (section) => {
    const own = [...section.querySelectorAll('input[name="finding"]')]
    const heading = section.querySelector('h3')
    if (own.length < 2 || !heading) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button button-small button-secondary'
    button.textContent = 'Tick all here'
    button.setAttribute('aria-describedby', heading.id)
    button.addEventListener('click', () => {
      const visible = own.filter((box) => !box.closest('[data-check-row]').hidden)
      const untick = visible.every((box) => box.checked)
      for (const box of visible) box.checked = !untick
      countTicks()
    })
    section.querySelector('.check-rows, .check-scroll').before(button)
  }

  // What is typed here stays in this window: it has no name and is in no address.
  const filterByWords = (region) => {
    const input = region.querySelector('input')
    const nothing = document.querySelector('[data-check-nothing]')
    const texts = rows.map((row) => row.textContent.toLowerCase())
    region.hidden = false
    input.addEventListener('input', () => {
      const wanted = input.value.trim().toLowerCase()
      let left = 0
      rows.forEach((row, index) => {
        row.hidden = Boolean(wanted) && !texts[index].includes(wanted)
        if (!row.hidden) left += 1
      })
      for (const section of document.querySelectorAll('.check-section')) {
        section.hidden = Boolean(wanted) && !section.querySelector('[data-check-row]:not([hidden])')
      }
      nothing.hidden = left > 0
    })
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault()
    })
  }

  const region = document.querySelector('[data-check-progress]')
  if (region) watchProgress(region)
  const words = document.querySelector('[data-check-words-filter]')
  if (words && rows.length > 1) filterByWords(words)
  document.querySelectorAll('.check-section').forEach(offerToTickAll)
  document.addEventListener('change', countTicks)
  countTicks()
  const errors = document.querySelector('[data-check-errors]')
  if (errors) errors.focus()
})()
