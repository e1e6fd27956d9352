import bundled from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

/** A real Chromium without a window. */
export async function launchChromium(): Promise<Browser> {
  // A single process would end with the first page that closes.
  const args = bundled.args.filter((argument) => argument !== '--single-process')
  return chromium.launch({ executablePath: await bundled.executablePath(), args })
}
