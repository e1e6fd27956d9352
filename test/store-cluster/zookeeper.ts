import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { listening, startJava } from '../../infra/deploy/kafka/java-process.ts'
import { fetchJars } from '../../infra/deploy/kafka/jars.ts'
import { freePort } from '../../infra/process.ts'
import { until } from '../until.ts'
import { noKafka } from '../real-kafka.ts'

const pom = fileURLToPath(new URL('./zookeeper/pom.xml', import.meta.url))
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'groundswell', 'zookeeper-3.9.5')

/** Why no ZooKeeper can be started here; undefined if one can. It needs what a broker needs. */
export const noJava = noKafka

/** A real ZooKeeper on a port of its own. Downloads it the first time. */
export async function startZooKeeper(): Promise<{ address: string; stop(): Promise<void> }> {
  const jars = await fetchJars(pom, cache)
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-zookeeper-'))
  const [port, config, log] = [await freePort(), join(folder, 'zoo.cfg'), join(folder, 'server.log')]
  writeFileSync(
    config,
    `tickTime=2000\ndataDir=${folder}\nclientPort=${port}\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\n`,
  )
  const java = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', join(jars, '*')]
  const started = await startJava([...java, 'org.apache.zookeeper.server.ZooKeeperServerMain', config], log)
  await listening(port, { started, log })
  await until('ZooKeeper serves', () => serves(port))
  return {
    address: `127.0.0.1:${port}`,
    async stop() {
      await started.kill9()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Its port accepts connections a moment before it answers. */
async function serves(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1', () => void socket.end('srvr'))
  return (await text(socket).catch(() => '')).includes('Mode:')
}
