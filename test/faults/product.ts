import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readyUrl, type Program, type Programs } from '../flow/program.ts'

export const secret = `whsec_${Buffer.alloc(24, 9).toString('base64')}`

/** The product with one webhook, which the load is sent to. */
export interface Product {
  data: string
  url(): string
  program(): Program
  /** Starts it again after it was killed. */
  startAgain(): Promise<void>
  /** The same, without waiting until it is ready. */
  run(): Program
}

interface ProductOptions {
  data?: string
  /** More of the configuration file, in YAML. */
  configuration?: string
  environment?: Record<string, string>
}

/** Starts it in a process of its own and waits until it is ready. */
export async function openProduct(programs: Programs, options: ProductOptions = {}): Promise<Product> {
  const { data = programs.folder(), configuration = '', environment = {} } = options
  const config = join(data, 'groundswell.yaml')
  writeFileSync(config, `sources: [{ type: webhook, name: load, secret: "${secret}" }]\n${configuration}`)
  let program!: Program
  let url!: string
  const run = () => (program = programs.run(['start', '--config', config], { data, entry: 'main.ts', environment }))
  const startAgain = async () => void (url = await readyUrl(run()))
  await startAgain()
  return { data, url: () => url, program: () => program, startAgain, run }
}
