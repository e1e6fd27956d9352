import { randomBytes } from 'node:crypto'
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../process.ts'
import { listening, run, startJava, type Server } from './java-process.ts'

const pom = fileURLToPath(new URL('./pom.xml', import.meta.url))

export interface Broker {
  /** `kafka://127.0.0.1:port`; the same after a restart. */
  url: string
  /** Kills the broker with SIGKILL. Resolves when the process is gone. */
  kill9(): Promise<void>
  /** Starts it again on its data after `kill9`. Resolves when it listens. */
  restart(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

/**
 * A real Apache Kafka broker on loopback, for tests and experiments. Needs Java 17 and, the first time, Maven, which
 * downloads the jars into `cache`. The broker ends with this process, even if this process is killed.
 */
export async function startBroker({ cache, port }: { cache: string; port?: number }): Promise<Broker> {
  const jars = await fetchJars(cache)
  const dir = await mkdtemp(join(tmpdir(), 'groundswell-kafka-'))
  const ports = { client: port ?? (await freePort()), controller: await freePort() }
  const properties = join(dir, 'server.properties')
  await writeFile(properties, propertiesOf({ dir, ...ports }))
  // The id must not begin with a dash: the tool would read it as an option.
  const cluster = `g${randomBytes(16).toString('base64url').slice(1)}`
  await run('java', [
    ...jvm(jars),
    'kafka.tools.StorageTool',
    'format',
    '--standalone',
    '-t',
    cluster,
    '-c',
    properties,
  ])

  let server = await startServer()

  async function startServer(): Promise<Server> {
    const log = join(dir, 'server.log')
    const started = await startJava([...jvm(jars), 'kafka.Kafka', properties], log)
    await listening(ports.client, { started, log })
    return started
  }

  return {
    url: `kafka://127.0.0.1:${ports.client}`,
    kill9: () => server.kill9(),
    async restart() {
      await server.kill9()
      server = await startServer()
    },
    async stop() {
      await server.kill9()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** The folder of the jars. Downloads them once, into a temporary folder first: an interrupted download leaves no partial cache. */
async function fetchJars(cache: string): Promise<string> {
  if (await exists(cache)) return cache
  await mkdir(dirname(cache), { recursive: true })
  const part = await mkdtemp(`${cache}-`)
  await run('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${part}`])
  // A rename fails when another process has just put the same jars there.
  await rename(part, cache).catch(() => rm(part, { recursive: true }))
  return cache
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
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

function propertiesOf({ dir, client, controller }: { dir: string; client: number; controller: number }): string {
  return `
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:${controller}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:${client},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${client},CONTROLLER://127.0.0.1:${controller}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${join(dir, 'data')}
auto.create.topics.enable=false
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=400
`
}
