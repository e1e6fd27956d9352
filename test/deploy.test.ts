import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments, parseDocument } from 'yaml'
import { stages } from '../app/stages.ts'
import { readConfig } from '../app/config.ts'

// No container engine here: the files are read, not run.

const folder = join(import.meta.dirname, '..', 'infra', 'deploy')
const files = globSync('**/*.yaml', { cwd: folder })
  // Templates; test/helm.test.ts renders them.
  .filter((path) => !path.startsWith('helm/'))
  .map((path) => ({ path, text: read(path) }))

describe.each(files)('$path', ({ path, text }) => {
  const all = parseAllDocuments(text, { merge: true })
  const documents = 'empty' in all ? [] : all
  const entries = documents.flatMap((document) => entriesOf(document.toJS()))

  it('is YAML, and says on top how to use it', () => {
    expect(documents.length).toBeGreaterThan(0)
    expect(documents.flatMap((document) => [...document.errors, ...document.warnings])).toEqual([])
    expect(text).toMatch(/^# /)
  })

  it('sets only what the configuration knows', () => {
    const environment = Object.fromEntries(
      entries.filter(([key]) => key.startsWith('GROUNDSWELL_')).map(([key, value]) => [key, filledIn(String(value))]),
    )
    expect(() => readConfig(undefined, environment)).not.toThrow()
  })

  it('runs only stages that exist', () => {
    const asked = entries.flatMap(([, value]) => (Array.isArray(value) ? stageAfterOnly(value) : []))
    for (const stage of asked) expect(stages).toContain(stage)
  })

  it('names only images of a fixed version', () => {
    const images = entries.filter(([key]) => key === 'image').map(([, value]) => String(value))
    for (const image of images)
      expect(image === 'groundswell' || /:v?\d+\.\d+/.test(image), `${path}: ${image}`).toBe(true)
  })
})

describe('the deployments', () => {
  it('compose.scale.yaml runs every stage', () => {
    const entries = entriesOf(parseDocument(read('compose.scale.yaml'), { merge: true }).toJS())
    const asked = entries.flatMap(([, value]) => (Array.isArray(value) ? stageAfterOnly(value) : []))
    expect(new Set(asked)).toEqual(new Set(stages))
  })

  it('the servers and Keepers of the cluster are services, each with its place', () => {
    const { services } = parseDocument(read('compose.cluster.yaml'), { merge: true }).toJS() as {
      services: Record<string, { hostname?: string; environment?: Tree }>
    }
    const cluster = parseDocument(read('clickhouse/cluster/cluster.yaml')).toJS() as {
      remote_servers: { groundswell: { shard: { replica: { host: string }[] }[] } }
      zookeeper: { node: { host: string }[] }
    }
    const named = cluster.remote_servers.groundswell.shard.flatMap(({ replica }, shard) =>
      replica.map(({ host }, i) => [host, shard + 1, i + 1]),
    )
    const servers = Object.values(services).filter(({ hostname }) => hostname !== undefined)
    expect(servers.map(({ hostname, environment }) => [hostname, environment!.SHARD, environment!.REPLICA])).toEqual(
      named,
    )
    const keepers = Object.keys(services).filter((name) => name.startsWith('keeper-'))
    expect(cluster.zookeeper.node.map(({ host }) => host)).toEqual(keepers)
    const raft = /hostname: (keeper-\d)/g
    expect([...read('clickhouse/cluster/keeper.yaml').matchAll(raft)].map(([, host]) => host)).toEqual(keepers)
  })

  it('the image sets only what the configuration knows, and is no root', () => {
    const text = read('Dockerfile')
    const environment = Object.fromEntries(
      [...text.matchAll(/(GROUNDSWELL_\w+)=(\S+)/g)].map(([, key, value]) => [key, value]),
    )
    expect(readConfig(undefined, environment)).toMatchObject({ data: '/data', api: { host: '0.0.0.0', port: 8080 } })
    expect(text).toMatch(/^USER node$/m)
    expect(text).toMatch(/^HEALTHCHECK [\s\S]*\/healthz/m)
  })
})

/** With a value for each variable that whoever starts it must set: `${NAME:?why}`. */
const filledIn = (text: string): string => text.replaceAll(/\$\{\w+:\?[^}]*\}/g, 'secret')

type Tree = Record<string, unknown>

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every key with its value, at any depth; `{name, value}` of a container counts as one too. */
function entriesOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap(entriesOf)
  if (!isTree(value)) return []
  const named: [string, unknown][] = typeof value.name === 'string' ? [[value.name, value.value ?? '']] : []
  return [...named, ...Object.entries(value), ...Object.values(value).flatMap(entriesOf)]
}

function stageAfterOnly(words: unknown[]): string[] {
  const at = words.indexOf('--only')
  return at < 0 ? [] : String(words[at + 1]).split(',')
}
