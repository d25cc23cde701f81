// Starts the components of the page. Each finds its own elements by their data-module attribute.
import { createAll } from 'govuk-frontend/dist/govuk/init.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs'
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs'

import { DiscreetExit } from './exit.js'
import { startSaferBrowsing } from './safer-browsing.js'

// Exit first: should another component fail, the way out still works.
createAll(DiscreetExit)
startSaferBrowsing()
createAll(ServiceNavigation)
createAll(ErrorSummary)
createAll(SkipLink)
