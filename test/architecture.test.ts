import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The house, top to bottom: a room imports itself and what stands below it. A room that is not listed is an error. */
const order = [
  '.',
  'app',
  'api',
  'api/dashboard',
  'api/dashboard/pages',
  'api/dashboard/parts',
  'api/dashboard/lib',
  'api/routes',
  'api/client',
  'api/mcp',
  'api/dto',
  'api/request',
  'api/identity',
  'erasure',
  'alerts/backtest',
  'alerts',
  'alerts/notifiers',
  'alerts/notifiers/message',
  'alerts/notifiers/transport',
  'alerts/notify',
  'alerts/assessment',
  'alerts/report',
  'alerts/trends',
  'alerts/planners',
  'alerts/accounts',
  'alerts/issues',
  'alerts/hazards',
  'alerts/explain',
  'alerts/detection',
  'alerts/terms',
  'alerts/organisation',
  'alerts/alert',
  'alerts/detector',
  'alerts/series',
  'enrich/train',
  'enrich',
  'enrich/review',
  'enrich/search',
  'enrich/edits',
  'enrich/relabel',
  'enrich/mentions',
  'enrich/enrichers',
  'enrich/analysis',
  'enrich/labels',
  'enrich/linear',
  'enrich/text',
  'ingest',
  'ingest/sources',
  'ingest/sources/feed',
  'ingest/sources/app-store',
  'ingest/sources/bluesky',
  'ingest/sources/github',
  'ingest/sources/imap',
  'ingest/sources/sql',
  'ingest/sources/rest',
  'ingest/sources/s3',
  'ingest/sources/slack',
  'ingest/sources/x',
  'ingest/sources/youtube',
  'ingest/sources/poll',
  'ingest/sources/webhook',
  'ingest/sources/demo',
  'ingest/redact',
  'ingest/read',
  'ingest/mention',
  'ingest/match',
  'infra/audit',
  'infra/deploy/kafka',
  'infra/log/kafka',
  'infra/log/embedded',
  'infra/log/embedded/salvage',
  'infra/log',
  'infra/store',
  'infra/http',
  'infra',
]

/** Each foreign library has one door. */
const doors: Record<string, RegExp> = {
  kafkajs: /^infra\/log\/kafka\//,
  '@clickhouse/client': /^infra\/store\//,
  'ffi-rs': /^infra\/store\//,
  'node:sqlite': /^infra\/log\/embedded\//,
  fastify: /^api\//,
  'openid-client': /^api\/identity\//,
  nodemailer: /^infra\/mail\.ts$/,
  'node-cron': /^infra\/schedule\.ts$/,
  pino: /^infra\/logger\.ts$/,
  'prom-client': /^infra\/metrics\.ts$/,
  '@opentelemetry': /^infra\/trace(s|-export)\.ts$/,
  'wink-nlp': /^enrich\//,
  natural: /^enrich\//,
  aws4fetch: /^ingest\/sources\/s3\//,
  feedsmith: /^ingest\/sources\//,
  imapflow: /^ingest\/sources\/imap/,
  mailparser: /^ingest\/sources\/imap\//,
  pg: /^ingest\/sources\/sql\//,
  mysql2: /^ingest\/sources\/sql\//,
  'hyparquet-writer': /^api\/request\//,
  'date-holidays': /^infra\/holidays\.ts$/,
  preact: /^api\/dashboard\//,
}
const environmentReader = 'app/config.ts'

/** Files of one kind beside a registry that lists them. They never import each other. */
const plugIns = [/^ingest\/sources\/[^/]+\.ts$/, /^enrich\/enrichers\/[^/]+\.ts$/, /^alerts\/notifiers\/[^/]+\.ts$/]
const listsPlugIns = /\/(registry|all|pipeline)\.ts$/

const mostLines = 160
const mostFunctionLines = 60
/** Functions over 60 lines, each with its reason. */
const longFunctions: Record<string, string> = {
  'alerts/alert-writer.ts: openAlertWriter': 'its steps share one queue and how far it has come; none is over 20 lines',
  'alerts/detection/baselines.ts: openBaselines': 'its steps share the cache of states; none is over 25 lines',
  'alerts/detector/regression.ts: openFit': 'the rounds of one fit work in place on shared arrays',
  'alerts/notify/dispatcher.ts: openDispatcher': 'its steps share queues and pauses; none is over 15 lines',
  'alerts/notify/notification-log.ts: notificationLogOf': 'its methods share what is unsaved; none is over 20 lines',
  'alerts/terms/background.ts: openBackground': 'a hot loop over shared columns',
  'alerts/terms/emergences.ts: emergences': 'its steps share the open emergences; none is over 30 lines',
  'enrich/linear/fused.ts: fuse': 'a hot loop over shared typed arrays',
  'infra/log/embedded/member.ts: startMember': 'its steps share the id of the member; none is over 15 lines',
  'enrich/text/near-duplicates.ts: nearDuplicates': 'a hot loop over shared typed arrays',
}

interface Source {
  file: string
  code: string
  imports: { specifier: string; isType: boolean }[]
}

const importPattern =
  /(?:^|\n)\s*(import|export)\s+(type\s)?(?:[\w*\s{},$]*?\bfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

function readSources(root: string): Source[] {
  const folders = [...new Set(order.map((room) => room.split('/')[0]!))]
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: folder !== '.', withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(config|d)\.ts$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  )
  return files.map((file) => {
    const code = readFileSync(join(root, file), 'utf8')
    const imports = [...code.matchAll(importPattern)].map((m) => ({
      specifier: (m[3] ?? m[4])!,
      isType: m[2] !== undefined,
    }))
    return { file, code, imports }
  })
}

const roomOf = (file: string) => dirname(file)
const isCode = (target: string) => /\.tsx?$/.test(target)
const targetOf = (file: string, specifier: string) => join(dirname(file), specifier)
const targetsOf = ({ file, imports }: Source) =>
  imports.flatMap(({ specifier, isType }) =>
    specifier.startsWith('.') ? [{ target: targetOf(file, specifier), isType }] : [],
  )

/** Every violation is a sentence. */
const rules: Record<string, (sources: readonly Source[]) => string[]> = {
  'a room imports only what stands below it': (sources) =>
    sources.flatMap((source) =>
      targetsOf(source)
        .filter(({ target }) => isCode(target) && !(source.file.startsWith('app/') && target.startsWith('test/bench')))
        .flatMap(({ target }) => orderFault(source.file, target)),
    ),

  'no circle between files': (sources) => {
    const graph = new Map(sources.map((source) => [source.file, targetsOf(source).map(({ target }) => target)]))
    return circlesIn(graph).map((circle) => `${circle.join(' → ')} import each other`)
  },

  'no circle between rooms': (sources) => {
    const graph = new Map<string, string[]>()
    for (const source of sources) {
      const targets = targetsOf(source).filter(({ target }) => isCode(target) && !target.startsWith('test/'))
      const rooms = targets.map(({ target }) => roomOf(target)).filter((room) => room !== roomOf(source.file))
      graph.set(roomOf(source.file), [...(graph.get(roomOf(source.file)) ?? []), ...rooms])
    }
    return circlesIn(graph).map((circle) => `${circle.join(' → ')} import each other`)
  },

  'a foreign library is used behind its door only': (sources) =>
    sources.flatMap(({ file, imports }) =>
      imports.flatMap(({ specifier }) => {
        const library = Object.keys(doors).find((name) => specifier === name || specifier.startsWith(`${name}/`))
        return library && !doors[library]!.test(file)
          ? [`${file} imports ${library}, whose door is ${doors[library]!.source}`]
          : []
      }),
    ),

  'one file reads the environment': (sources) =>
    sources
      .filter(({ file, code }) => /\bprocess\.env\b/.test(code) && file !== environmentReader)
      .map(({ file }) => `${file} reads process.env, which only ${environmentReader} may`),

  'tables write their JSON with toJson': (sources) =>
    sources
      .filter(({ file, code }) => file.endsWith('-table.ts') && code.includes('JSON.stringify('))
      .filter(({ file }) => file !== 'ingest/usage-table.ts')
      .map(({ file }) => `${file} writes JSON that may hold an unpaired surrogate: use toJson of infra/store/row.ts`),

  // Node 26.10 loses their matches once V8 has compiled the expression: docs/decisions/ingest.md.
  'no regular expression has modifiers within it': (sources) =>
    sources
      .filter(({ code }) => /\(\?(?:[ims]+-?[ims]*|-[ims]+):/.test(code))
      .map(({ file }) => `${file} has a regular expression with a modifier, such as (?-i:…)`),

  'plug-ins never import each other': (sources) =>
    sources.flatMap((source) =>
      targetsOf(source)
        .filter(({ target }) => {
          const kind = plugIns.find((pattern) => pattern.test(source.file) && pattern.test(target))
          return kind && !listsPlugIns.test(source.file) && !listsPlugIns.test(target)
        })
        .map(({ target }) => `${source.file} imports ${target}, but plug-ins never import each other`),
    ),

  'pages know of the server only types of DTOs and the shared lists': (sources) =>
    sources
      .filter(({ file }) => file.startsWith('api/dashboard/'))
      .flatMap((source) =>
        targetsOf(source)
          .filter(({ target }) => isCode(target) && !target.startsWith('api/dashboard/'))
          .filter(({ target, isType }) => !(target.endsWith('-dto.ts') && isType) && target !== 'api/dto/vocabulary.ts')
          .map(({ target }) => `${source.file} imports ${target}, but pages know only types of DTOs`),
      ),

  [`nine files in ten have at most ${mostLines} lines`]: (sources) => {
    const sizes = sources.map(({ code }) => code.split('\n').length).toSorted((a, b) => a - b)
    const p90 = sizes[Math.floor(sizes.length * 0.9)] ?? 0
    return p90 > mostLines ? [`one file in ten has ${p90} lines or more, at most ${mostLines} are meant`] : []
  },

  [`a function over ${mostFunctionLines} lines stands in the list with its reason`]: (sources) => {
    const long = sources.flatMap(({ file, code }) =>
      functionsIn(code)
        .filter(({ lines }) => lines > mostFunctionLines)
        .map(({ name, lines }) => ({ key: `${file}: ${name}`, lines })),
    )
    const known = new Set(long.map(({ key }) => key))
    return [
      ...long
        .filter(({ key }) => !(key in longFunctions))
        .map(({ key, lines }) => `${key} has ${lines} lines and no reason in the list`),
      ...Object.keys(longFunctions)
        .filter((key) => !known.has(key) && sources.some(({ file }) => key.startsWith(`${file}:`)))
        .map((key) => `${key} is in the list of long functions and is none`),
    ]
  },
}

function orderFault(file: string, target: string): string[] {
  const [from, to] = [order.indexOf(roomOf(file)), order.indexOf(roomOf(target))]
  if (from < 0) return [`${file} is in a room that the order of rooms does not list`]
  if (to < 0) return [`${file} imports ${target}, whose room the order of rooms does not list`]
  return to < from ? [`${file} imports ${target}, which stands above it`] : []
}

/** Strongly connected parts of more than one node (Tarjan 1972). */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const [index, low] = [new Map<string, number>(), new Map<string, number>()]
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (node: string): void => {
    index.set(node, index.size)
    low.set(node, index.get(node)!)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!))
    }
    if (low.get(node) !== index.get(node)) return
    const part = stack.splice(stack.indexOf(node))
    if (part.length > 1) circles.push(part)
  }
  for (const node of graph.keys()) if (!index.has(node)) visit(node)
  return circles
}

/** Top-level functions and the functions in the constants of a module, by the layout that the formatter gives them. */
function functionsIn(code: string): { name: string; lines: number }[] {
  const lines = code.split('\n')
  return lines.flatMap((line, i) => {
    const name =
      /^(?:export )?(?:default )?(?:async )?function\*? (\w+)/.exec(line)?.[1] ??
      /^(?:export )?const (\w+)\b.*=>\s*[{(]?$/.exec(line)?.[1]
    if (name === undefined) return []
    const end = lines.findIndex(
      (each, j) => j > i && /^[})]/.test(each) && !/^\)[:{ ]/.test(each) && !/^\}\)?: /.test(each),
    )
    return end < 0 ? [] : [{ name, lines: end - i + 1 }]
  })
}

const root = resolve(import.meta.dirname, '..')

describe('the house', () => {
  const sources = readSources(root)
  test.each(Object.entries(rules))('%s', (_, rule) => {
    expect(rule(sources)).toEqual([])
  })
})

test('ARCHITECTURE.md lists the rooms of alerts/ in this order', () => {
  const listed = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('Inside `alerts/`')[1]!.split('```')[1]!
  const rooms = order.flatMap((room) => /^alerts\/([^/]+)$/.exec(room)?.[1] ?? [])
  // The stage itself, which stands between two of its rooms, comes first in the document.
  expect([...listed.matchAll(/^([a-z]+)\//gm)].map(([, room]) => room)).toEqual(rooms)
})

describe('each rule catches what is planted', () => {
  const planted: [string, Record<string, string>, string][] = [
    [
      'a room imports only what stands below it',
      { 'alerts/series/x.ts': `import { look } from '../detection/y.ts'\n`, 'alerts/detection/y.ts': '' },
      'alerts/series/x.ts imports alerts/detection/y.ts, which stands above it',
    ],
    [
      'a room imports only what stands below it',
      { 'infra/x.ts': `import type { Mention } from '../ingest/mention/m.ts'\n` },
      'infra/x.ts imports ingest/mention/m.ts, which stands above it',
    ],
    [
      'a room imports only what stands below it',
      { 'alerts/attic/x.ts': `import '../series/y.ts'\n` },
      'alerts/attic/x.ts is in a room that the order of rooms does not list',
    ],
    [
      'no circle between files',
      { 'infra/a.ts': `import './b.ts'\n`, 'infra/b.ts': `export { a } from './a.ts'\n` },
      'infra/a.ts → infra/b.ts import each other',
    ],
    [
      'no circle between rooms',
      {
        'infra/a.ts': `import './http/b.ts'\n`,
        'infra/http/b.ts': '',
        'infra/http/c.ts': `import type { D } from '../d.ts'\n`,
        'infra/d.ts': '',
      },
      'infra → infra/http import each other',
    ],
    [
      'a foreign library is used behind its door only',
      { 'alerts/notify/x.ts': `import kafkajs from 'kafkajs'\n` },
      'alerts/notify/x.ts imports kafkajs, whose door is ^infra\\/log\\/kafka\\/',
    ],
    [
      'one file reads the environment',
      { 'api/x.ts': 'export const key = process.env.KEY\n' },
      'api/x.ts reads process.env, which only app/config.ts may',
    ],
    [
      'plug-ins never import each other',
      { 'alerts/notifiers/slack.ts': `import { x } from './teams.ts'\n` },
      'alerts/notifiers/slack.ts imports alerts/notifiers/teams.ts, but plug-ins never import each other',
    ],
    [
      'pages know of the server only types of DTOs and the shared lists',
      { 'api/dashboard/pages/x.tsx': `import { toDto } from '../../dto/x-dto.ts'\n` },
      'api/dashboard/pages/x.tsx imports api/dto/x-dto.ts, but pages know only types of DTOs',
    ],
    [
      `nine files in ten have at most ${mostLines} lines`,
      { 'infra/x.ts': 'export {}\n'.repeat(mostLines + 1) },
      `one file in ten has ${mostLines + 2} lines or more, at most ${mostLines} are meant`,
    ],
    [
      `a function over ${mostFunctionLines} lines stands in the list with its reason`,
      { 'infra/x.ts': `export function long() {\n${'  x()\n'.repeat(mostFunctionLines)}}\n` },
      `infra/x.ts: long has ${mostFunctionLines + 2} lines and no reason in the list`,
    ],
  ]
  test.each(planted)('%s', (name, files, sentence) => {
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-house-'))
    for (const room of order) mkdirSync(join(folder, room), { recursive: true })
    for (const [file, code] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), code)
    }
    const found = rules[name]!(readSources(folder))
    rmSync(folder, { recursive: true })
    expect(found).toContain(sentence)
  })
})
