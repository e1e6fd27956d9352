import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../process.ts'
import { propertiesOf, scramUser, type Listener, type Ports, type Secured } from './broker-properties.ts'
import { fetchJars } from './jars.ts'
import { listening, run, startJava, type Server } from './java-process.ts'

const pom = fileURLToPath(new URL('./pom.xml', import.meta.url))

/** One broker, which is a controller of its cluster, too. */
export interface Broker {
  /** `kafka://127.0.0.1:port`; the same after a restart. */
  url: string
  /** Kills the broker with SIGKILL. Resolves when the process is gone. */
  kill9(): Promise<void>
  /** Starts it again on its data after `kill9`. Resolves when it listens. */
  restart(): Promise<void>
}

export interface Cluster {
  /** With the addresses of all brokers. */
  url: string
  brokers: readonly Broker[]
  /** The same for a listener with TLS or a sign-in. */
  urlOf(listener: Listener): string
  /** Ends all brokers and removes their data. */
  stop(): Promise<void>
}

interface ClusterOptions {
  /** Folder of the jars. */
  cache: string
  /** How many brokers; one if absent. */
  count?: number
  /** Adds listeners with TLS and sign-ins. */
  secured?: Secured
}

/**
 * Real Apache Kafka brokers on loopback, for tests and experiments. Needs Java 17 and, the first time, Maven, which
 * downloads the jars into `cache`. They end with this process, even if this process is killed.
 */
export async function startCluster({ cache, count = 1, secured }: ClusterOptions): Promise<Cluster> {
  const jars = await fetchJars(pom, cache)
  const dir = await mkdtemp(join(tmpdir(), 'groundswell-kafka-'))
  const ports: Ports[] = []
  for (let i = 0; i < count; i++) ports.push(await freePorts())
  // The id must not begin with a dash: the tool would read it as an option.
  const id = `g${randomBytes(16).toString('base64url').slice(1)}`
  const brokers = await Promise.all(
    ports.map(async (_, at) => {
      const folder = join(dir, String(at + 1))
      await mkdir(folder)
      await writeFile(join(folder, 'server.properties'), propertiesOf({ folder, ports, at, secured }))
      return startBroker({ jars, folder, id, port: ports[at]!.plain, secured })
    }),
  )
  const urlOf = (listener: Listener) => `kafka://${ports.map((each) => `127.0.0.1:${each[listener]}`).join(',')}`
  return {
    url: urlOf('plain'),
    urlOf,
    brokers: brokers.map((broker, i) => ({ ...broker, url: `kafka://127.0.0.1:${ports[i]!.plain}` })),
    async stop() {
      await Promise.all(brokers.map((broker) => broker.kill9()))
      await rm(dir, { recursive: true, force: true })
    },
  }
}

interface BrokerOptions {
  jars: string
  folder: string
  /** Of the cluster. */
  id: string
  port: number
  secured: Secured | undefined
}

async function startBroker({ jars, folder, id, port, secured }: BrokerOptions): Promise<Omit<Broker, 'url'>> {
  const properties = join(folder, 'server.properties')
  const users = secured ? ['--add-scram', scramUser(secured)] : []
  await run('java', [...jvm(jars), 'kafka.tools.StorageTool', 'format', '-t', id, '-c', properties, ...users])
  const start = async (): Promise<Server> => {
    const log = join(folder, 'server.log')
    const started = await startJava([...jvm(jars), 'kafka.Kafka', properties], log)
    await listening(port, { started, log })
    return started
  }
  let server = await start()
  return {
    kill9: () => server.kill9(),
    async restart() {
      await server.kill9()
      server = await start()
    },
  }
}

async function freePorts(): Promise<Ports> {
  return {
    plain: await freePort(),
    controller: await freePort(),
    password: await freePort(),
    tls: await freePort(),
    token: await freePort(),
  }
}

// These options halve the start time and keep the broker small beside the tests.
function jvm(jars: string): string[] {
  return [
    '-Xmx384m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
    '-cp',
    join(jars, '*'),
  ]
}
