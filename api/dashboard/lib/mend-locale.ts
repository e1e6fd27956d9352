/** Some systems give a browser a locale that is no language tag (en-US@posix). Libraries that format with it would throw, and no page would show. */
try {
  Intl.getCanonicalLocales(navigator.language)
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en', configurable: true })
}
