import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
/** Upstream first: a room imports itself and what stands before it. */
const rooms = ['infra', 'ingest', 'enrich', 'alerts', 'api']
/** Each foreign library has one door. */
const doors: Record<string, RegExp> = {
  kafkajs: /^infra\/log\/kafka\//,
  '@clickhouse/client': /^infra\/store\//,
  'ffi-rs': /^infra\/store\//,
  'node:sqlite': /^infra\/log\//,
  fastify: /^api\//,
  nodemailer: /^infra\/mail\.ts$/,
  'node-cron': /^infra\/schedule\.ts$/,
  pino: /^infra\/logger\.ts$/,
  'prom-client': /^infra\/metrics\.ts$/,
  'wink-nlp': /^enrich\//,
  natural: /^enrich\//,
  feedsmith: /^ingest\/sources\//,
  preact: /^api\/dashboard\//,
}
const plugIns = [/^ingest\/sources\/[^/]+\.ts$/, /^enrich\/enrichers\/[^/]+\.ts$/, /^alerts\/notifiers\/[^/]+\.ts$/]

const sources = [...rooms, '.'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: room !== '.', withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
)
const roomOf = (path: string) => rooms.indexOf(path.split('/')[0]!)
const codeOf = (file: string) => readFileSync(join(root, file), 'utf8')
const importsOf = (file: string) =>
  [
    ...codeOf(file).matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g,
    ),
  ].map((m) => (m[1] ?? m[2])!)
const targetOf = (file: string, specifier: string) => relative(root, resolve(join(root, dirname(file)), specifier))

/** Every violation is a sentence. */
const violations = sources.flatMap((file) => [
  ...importsOf(file).flatMap((specifier) =>
    specifier.startsWith('.') ? withinRules(file, targetOf(file, specifier)) : libraryRules(file, specifier),
  ),
  ...(/\bprocess\.env\b/.test(codeOf(file)) && file !== 'app/config.ts'
    ? [`${file} reads process.env, which only app/config.ts may`]
    : []),
])

function withinRules(file: string, target: string): string[] {
  const [from, to] = [roomOf(file), roomOf(target)]
  if (from < 0 || target.endsWith('package.json')) return []
  if (to < 0) return [`${file} imports ${target}, but a room never imports root files`]
  if (to > from) return [`${file} imports ${target}, which is downstream: data flows ${rooms.join(' → ')}`]
  const kind = plugIns.find((pattern) => pattern.test(file) && pattern.test(target))
  const isRegistry = /(registry|pipeline|all)\.ts$/.test(file) || /(registry|definition)\.ts$/.test(target)
  if (kind && !isRegistry && file !== target) return [`${file} imports ${target}, but plug-ins never import each other`]
  const isPage = file.startsWith('api/dashboard/') && !target.startsWith('api/dashboard/')
  const onlyTypes = new RegExp(`import type [^;]*?${target.split('/').at(-1)!.replaceAll('.', '\\.')}`).test(
    codeOf(file),
  )
  return isPage && !(target.endsWith('-dto.ts') && onlyTypes)
    ? [`${file} imports ${target}, but pages know only the types of DTOs`]
    : []
}

function libraryRules(file: string, specifier: string): string[] {
  const library = Object.keys(doors).find((name) => specifier === name || specifier.startsWith(`${name}/`))
  return library && !doors[library]!.test(file)
    ? [`${file} imports ${library}, whose door is ${doors[library]!.source}`]
    : []
}

describe('the house', () => {
  test('data flows downstream only, libraries have one door, the environment one reader', () => {
    expect(violations).toEqual([])
  })

  test('files stay small: nine in ten have at most 240 lines', () => {
    const sizes = sources.map((file) => codeOf(file).split('\n').length).toSorted((a, b) => a - b)
    expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThanOrEqual(240)
  })
})
