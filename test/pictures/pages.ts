import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import bundled from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import { alertsAt, plantedIn } from '../flow/demo.ts'
import { until } from '../until.ts'
import { openPrograms, readyUrl } from '../flow/program.ts'

// node test/pictures/pages.ts: draws pages of a running demo into docs/.

const docs = process.argv[2] ?? resolve(import.meta.dirname, '../../docs')
const configuration = `
organisation:
  model: hub-and-spoke
  people:
    - { id: mara, name: Mara Olsen, hub: true }
    - { id: petra, name: Petra Holm, departments: [procurement] }
`

const programs = openPrograms()
try {
  const data = programs.folder()
  const config = join(data, 'groundswell.yaml')
  writeFileSync(config, configuration)
  const start = programs.run(['start', '--config', config], { data })
  const url = await readyUrl(start)
  const topics = (await plantedIn(programs, data)).flatMap(({ kind, topic }) => (kind === 'incident' ? topic : []))
  const isFound = async () => {
    // The API accepts a few hundred requests per minute.
    await pause(1_000)
    const found = (await alertsAt(url)).map(({ topic }) => topic)
    return topics.every((topic) => found.includes(topic))
  }
  await until('every incident is alerted', isFound, 240_000)
  const alerts = await alertsAt(url)
  const idOf = (topic: string) => alerts.find((alert) => alert.topic === topic)!.id
  const cracked = idOf('supply.material')
  await fetch(`${url}/api/v1/alerts/${cracked}/impact`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-groundswell-person': 'petra' },
    body: JSON.stringify({ status: 'confirmed', reason: 'a worn mould; the new one runs on Monday' }),
  })
  await draw(url, [
    { path: `/alerts/${cracked}`, file: 'alert-planner.png', height: 1250, person: 'petra' },
    { path: '/', file: 'board-light.png', height: 900, person: 'mara' },
    { path: `/alerts/${idOf('delivery.late')}`, file: 'alert-light.png', height: 1250, person: 'mara' },
  ])
} finally {
  await programs.close()
}

async function draw(url: string, pictures: { path: string; file: string; height: number; person: string }[]) {
  const browser = await chromium.launch({
    executablePath: await bundled.executablePath(),
    args: bundled.args.filter((argument) => argument !== '--single-process'),
  })
  for (const { path, file, height, person } of pictures) {
    const context = await browser.newContext({ viewport: { width: 1440, height }, locale: 'en-US' })
    await context.addInitScript((name) => localStorage.setItem('groundswell.me', name), person)
    const page = await context.newPage()
    await page.goto(url + path)
    // Charts and fonts come after the alerts; the stream of events never ends.
    await page.locator('svg, canvas').nth(1).waitFor()
    await page.waitForTimeout(2_000)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(docs, file) })
    await context.close()
  }
  await browser.close()
}
