import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The dashboard: api/dashboard → dist/dashboard. Nothing inline, so that the Content-Security-Policy needs no exception. */
export default defineConfig({
  root: fileURLToPath(new URL('./api/dashboard', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('./dist/dashboard', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
