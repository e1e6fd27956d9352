import swaggerUi from '@fastify/swagger-ui'
import type { App } from './request/deps.ts'

/** What the page may load: its own files, and pictures within its styles. */
const policy =
  "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; img-src 'self' data:"

/**
 * What Swagger UI leaves out for those who read with a keyboard or a screen reader (axe, 5.x): a name of the list of
 * servers, examples that can be scrolled, and no link within a button.
 */
const mended = `
const mend = () => {
  document.querySelector('#servers:not([aria-label])')?.setAttribute('aria-label', 'Server')
  for (const example of document.querySelectorAll('pre:not([tabindex])')) example.tabIndex = 0
  for (const link of document.querySelectorAll('button a[href]')) link.removeAttribute('href')
}
new MutationObserver(mend).observe(document, { childList: true, subtree: true })
`
const contrast = `
.swagger-ui .opblock.opblock-get .opblock-summary-method { background: #1d5fa8 }
.swagger-ui .opblock.opblock-post .opblock-summary-method { background: #14703f }
.swagger-ui .opblock.opblock-put .opblock-summary-method { background: #8a4b00 }
.swagger-ui .opblock.opblock-delete .opblock-summary-method { background: #b3261e }
.swagger-ui .btn.authorize, .swagger-ui .btn.authorize span { color: #14703f; border-color: #14703f }
.swagger-ui .json-schema-2020-12-expand-deep-button { color: #3b4151 }
.swagger-ui .parameter__in, .swagger-ui .prop-format, .swagger-ui .parameter__empty_value_toggle { color: #4a4f57 }
.swagger-ui .info .title small { background: #49525c }
.swagger-ui .info .title small.version-stamp { background: #3b6d00 }
.swagger-ui .info .title small pre, .swagger-ui .info a, .swagger-ui .info .url { color: #1a56a8 }
.swagger-ui .info .title small pre { color: #fff }
.swagger-ui .microlight span[style*="211, 99, 99"] { color: #f2a3a3 !important }
`

/** The reference of the API for people, from the description of this server, at `/docs/api`. Nothing is loaded from elsewhere. */
export async function serveReference(app: App): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs/api',
    staticCSP: policy,
    theme: {
      title: 'API · Groundswell',
      js: [{ filename: 'mended.js', content: mended }],
      css: [{ filename: 'contrast.css', content: contrast }],
    },
    // Without the bar on top: its logo has a style of its own, which the policy refuses.
    uiConfig: {
      layout: 'BaseLayout',
      docExpansion: 'list',
      filter: true,
      validatorUrl: null,
      persistAuthorization: false,
    },
  })
}
