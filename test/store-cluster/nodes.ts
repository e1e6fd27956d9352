import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../infra/process.ts'
import { until } from '../until.ts'
import { clusterName, serverXml, usersXml, type NodePlace } from './node-config.ts'
import { openFront } from './front.ts'

const child = fileURLToPath(new URL('../../infra/store/clickhouse-child.ts', import.meta.url))

/** A ClickHouse server of a cluster. */
interface ClusterNode {
  url: string
  kill9(): Promise<void>
  restart(): Promise<void>
}

export interface NodesOptions {
  shards: number
  /** Of each shard. Default 1. */
  replicas?: number
  /** `host:port` of a ZooKeeper: the tables replicate themselves. Absent: an insert is written to each replica. */
  zookeeper?: string
}

export interface Nodes {
  /** Of the front, which stands before all nodes, with user and password. */
  url: string
  /** The same with the login that may read the views of docs/sql.md. */
  sqlUrl: string
  cluster: string
  /** By shard, then by replica. */
  nodes: ClusterNode[]
  stop(): Promise<void>
}

/** Real servers from the embedded library, as shards of one cluster. They end with this process. */
export async function startNodes({ shards, replicas = 1, zookeeper }: NodesOptions): Promise<Nodes> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-cluster-'))
  const places: NodePlace[] = []
  for (let shard = 1; shard <= shards; shard++)
    for (let replica = 1; replica <= replicas; replica++)
      places.push({ shard, replica, http: await freePort(), tcp: await freePort() })
  const login = { user: 'groundswell', password: 'of-the-owner' }
  const nodes = await Promise.all(
    places.map((place) =>
      startNode(place, { places, zookeeper, folder: join(folder, `${place.shard}-${place.replica}`) }),
    ),
  )
  const front = await openFront(nodes.map(({ url }) => url))
  const urlOf = ({ user, password }: { user: string; password: string }) =>
    front.url.replace('//', `//${user}:${password}@`)
  return {
    url: urlOf(login),
    sqlUrl: urlOf({ user: 'sql', password: 'of-sql' }),
    cluster: clusterName,
    nodes,
    async stop() {
      await front.close()
      await Promise.all(nodes.map((node) => node.kill9()))
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface NodeOptions {
  places: readonly NodePlace[]
  zookeeper: string | undefined
  folder: string
}

async function startNode(place: NodePlace, { places, zookeeper, folder }: NodeOptions): Promise<ClusterNode> {
  mkdirSync(folder, { recursive: true })
  const [config, users] = [join(folder, 'config.xml'), join(folder, 'users.xml')]
  writeFileSync(users, usersXml)
  writeFileSync(config, serverXml(place, { places, users, zookeeper, backups: join(folder, 'backups') }))
  const url = `http://127.0.0.1:${place.http}`
  const start = async () => {
    const argv = [`--path=${join(folder, 'data')}`, `--http_port=${place.http}`, `--tcp_port=${place.tcp}`]
    const server = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', child, '--multiquery', ...argv, '--listen_host=127.0.0.1'].concat(
        `--config-file=${config}`,
        '--log-level=error',
        `--query=${endlessQuery}`,
      ),
      { stdio: ['pipe', 'ignore', openSync(join(folder, 'stderr'), 'a')] },
    )
    const ended = once(server, 'close')
    await until(`the node ${place.shard}-${place.replica} answers`, () => answers(url), 60_000)
    return { server, ended }
  }
  let isWanted = true
  let running = await supervised()

  /** The library may end when a shard is away, as a server may: who supervises it starts it again. */
  async function supervised() {
    const started = await start()
    const again = async () => {
      await started.ended
      if (isWanted) running = await supervised()
    }
    void again()
    return started
  }

  const kill9 = async () => {
    isWanted = false
    running.server.kill('SIGKILL')
    await running.ended
  }
  return {
    url,
    kill9,
    async restart() {
      await kill9()
      isWanted = true
      running = await supervised()
    },
  }
}

const endlessQuery =
  'SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; SELECT sleepEachRow(1) FROM system.numbers SETTINGS max_block_size = 1 FORMAT Null'

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/ping`, { headers: { connection: 'close' } }).then(
    ({ ok }) => ok,
    () => false,
  )
