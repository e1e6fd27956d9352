import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pagePaths } from '../../api/dashboard/lib/paths.ts'
import { launchChromium } from '../chromium.ts'
import { alertsAt, plantedIn } from '../flow/demo.ts'
import { until } from '../until.ts'
import { openPrograms, readyUrl } from '../flow/program.ts'

// npm run pictures: draws every page of a running demo in both themes, and on a phone, into pictures/; `-- --docs` those that docs/ shows.

const root = resolve(import.meta.dirname, '../..')
const isForDocs = process.argv.includes('--docs')
const configuration = `
organisation:
  model: hub-and-spoke
  people:
    - { id: mara, name: Mara Olsen, hub: true }
    - { id: petra, name: Petra Holm, departments: [procurement] }
    - { id: luca, name: Luca Berg, departments: [logistics] }
    - { id: jonas, name: Jonas Tveit, departments: [product] }
    - { id: sofie, name: Sofie Dahl, departments: [sales] }
    - { id: emil, name: Emil Brandt, departments: [marketing] }
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
  const [mention] = await mentionsAt(url)
  const forDocs: Picture[] = [
    { path: `/alerts/${cracked}`, file: 'alert-planner', height: 1250, person: 'petra' },
    { path: '/', file: 'board-light', person: 'mara' },
    { path: `/alerts/${idOf('delivery.late')}`, file: 'alert-light', height: 1250, person: 'mara' },
    { path: '/overview', file: 'overview', height: 1250, person: 'mara' },
  ]
  const fileOf = (path: string) => path.slice(1).replaceAll('/', '-') || 'board'
  const everyPage: Picture[] = [
    ...pagePaths.map((path) => ({ path: path === '/mentions' ? '/mentions?q=parcel' : path, file: fileOf(path) })),
    { path: `/alerts/${cracked}`, file: 'alert' },
    { path: `/mentions/${encodeURIComponent(mention!.id)}`, file: 'mention' },
    { path: `/authors/${encodeURIComponent(mention!.authorId)}`, file: 'author' },
    { path: '/topics', file: 'topics' },
    { path: '/topics/delivery.late', file: 'topic' },
  ]
  if (isForDocs) await draw(url, join(root, 'docs'), forDocs)
  else await draw(url, join(root, 'pictures'), everyPage.flatMap(inEveryForm))
} finally {
  await programs.close()
}

interface Picture {
  path: string
  /** Without its ending. */
  file: string
  width?: number
  height?: number
  person?: string
  theme?: 'light' | 'dark'
}

function inEveryForm(picture: Picture): Picture[] {
  const whole = { ...picture, height: 1250, person: 'mara' }
  return [
    { ...whole, file: `${picture.file}-light` },
    { ...whole, file: `${picture.file}-dark`, theme: 'dark' },
    { ...whole, file: `${picture.file}-phone`, width: 380 },
  ]
}

async function mentionsAt(at: string): Promise<{ id: string; authorId: string }[]> {
  const { items } = (await (await fetch(`${at}/api/v1/mentions?limit=50`)).json()) as {
    items: { id: string; authorId: string | null }[]
  }
  return items.flatMap(({ id, authorId }) => (authorId === null ? [] : [{ id, authorId }]))
}

async function draw(url: string, folder: string, pictures: readonly Picture[]) {
  mkdirSync(folder, { recursive: true })
  const browser = await launchChromium()
  for (const { path, file, width = 1440, height = 900, person = 'mara', theme = 'light' } of pictures) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: 'en-US' })
    await context.addInitScript((name) => localStorage.setItem('groundswell.me', name), person)
    const page = await context.newPage()
    await page.goto(url + path)
    // Charts and fonts come after the data; the stream of events never ends.
    await page.locator('h1').first().waitFor()
    await page.waitForTimeout(2_500)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(folder, `${file}.png`) })
    await context.close()
  }
  await browser.close()
}
