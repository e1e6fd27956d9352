import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort, isAlive } from '../../process.ts'

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

interface Server {
  gone(): boolean
  kill9(): Promise<void>
}

// The shell waits on a pipe from this process and kills Java when the pipe closes, even when this process is killed.
const keeper = 'log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!; cat >/dev/null; kill -9 $! 2>/dev/null; wait'

async function startJava(argv: string[], log: string): Promise<Server> {
  const shell = spawn('sh', ['-c', keeper, 'sh', log, 'java', ...argv], { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = once(shell, 'exit')
  const [line] = (await once(shell.stdout, 'data')) as [Buffer]
  const pid = Number(line.toString())
  return {
    gone: () => !isAlive(pid) || shell.exitCode !== null,
    async kill9() {
      shell.stdin.end()
      await ended
    },
  }
}

async function listening(port: number, { started, log }: { started: Server; log: string }): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await accepts(port)) return
    if (started.gone()) break
    await sleep(100)
  }
  await started.kill9()
  throw new Error(`the Kafka broker did not start: ${(await readFile(log, 'utf8')).slice(-2_000)}`)
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .once('connect', () => resolve(socket.destroy() !== undefined))
      .once('error', () => resolve(false))
  })
}

async function run(command: string, argv: string[]): Promise<void> {
  const child: ChildProcess = spawn(command, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${command} failed: ${Buffer.concat(output).toString().slice(-2_000)}`)
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
