import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stage } from '../../app/stages.ts'
import { freePort } from '../../infra/process.ts'
import type { Program, Programs } from '../flow/program.ts'

/** A process of one stage, which answers its probes on a port of its own. */
export interface Member {
  stage: Stage
  url: string
  program(): Program
  start(): void
}

interface MemberOptions {
  stage: Stage
  /** Where its log and its store are. */
  environment: Record<string, string>
  /** In YAML; each line ends. */
  configuration: string
}

export async function openMember(
  programs: Programs,
  { stage, environment, configuration }: MemberOptions,
): Promise<Member> {
  const [data, port] = [programs.folder(), await freePort()]
  const config = join(data, 'groundswell.yaml')
  writeFileSync(config, `${configuration}probes: { port: ${port} }\n`)
  // All processes give an author the same key: they share the secret, as the deployments do.
  writeFileSync(join(data, 'author-secret'), Buffer.alloc(32, 7), { mode: 0o600 })
  let program!: Program
  return {
    stage,
    url: `http://127.0.0.1:${port}`,
    program: () => program,
    start: () =>
      void (program = programs.run(['start', '--only', stage, '--config', config], {
        data,
        entry: 'main.ts',
        environment: { ...environment, GROUNDSWELL_API_PORT: String(port) },
      })),
  }
}

export const isReady = ({ url }: Member): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  )
