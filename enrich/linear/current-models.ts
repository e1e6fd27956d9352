import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../../infra/verb.ts'
import type { ModelPart } from './linear-model.ts'
import { writeModel } from './model-file.ts'
import { modelFile, readModels, shippedModels, tasks, wordsFile } from './models.ts'

/** What models of one's own are called that are none: those that ship. */
const shipped = 'shipped'

const folderOf = (data: string, version: string) => join(data, 'models', version)
const pointerOf = (data: string) => join(data, 'models', 'current')
/** Says beside the models on which word vectors they stand. */
const standsOn = 'stands-on'

/**
 * Folder of the models in force; undefined: those that ship.
 * @throws UsageError when they are not there, or were adapted from others than those that ship now
 */
export function currentModels(data: string): string | undefined {
  const pointer = pointerOf(data)
  if (!existsSync(pointer)) return undefined
  const version = readFileSync(pointer, 'utf8').trim()
  const folder = folderOf(data, version)
  if (!existsSync(folder))
    throw new UsageError(`${pointer} names the models ${version}, which are not there; \`${back}\``)
  if (readFileSync(join(folder, standsOn), 'utf8') !== wordsVersion())
    throw new UsageError(
      `the models ${version} were adapted from others than those that ship now; \`${back}\`, then train --shadow again`,
    )
  return folder
}
const back = 'groundswell train --switch shipped'

/** Writes models, in the order of `tasks`, under their version, which it returns. All are there or none. */
export function saveModels(data: string, parts: readonly ModelPart[]): string {
  mkdirSync(join(data, 'models'), { recursive: true })
  const made = mkdtempSync(join(data, 'models', '.new-'))
  tasks.forEach((task, i) => writeModel(join(made, modelFile(task)), parts[i]!.card, parts[i]!.weights))
  writeFileSync(join(made, standsOn), wordsVersion())
  const { version } = readModels(made)
  const folder = folderOf(data, version)
  if (existsSync(folder)) rmSync(made, { recursive: true })
  else renameSync(made, folder)
  return version
}

/** Puts models in force for whatever starts from now on. @throws UsageError when there are none of that version */
export function switchModels(data: string, version: string): void {
  const pointer = pointerOf(data)
  if (version === shipped) return rmSync(pointer, { force: true })
  if (!/^[\w-]+$/.test(version) || !existsSync(join(folderOf(data, version), standsOn)))
    throw new UsageError(`--switch: there are no models ${JSON.stringify(version)} in ${join(data, 'models')}`)
  writeFileSync(`${pointer}.new`, `${version}\n`)
  renameSync(`${pointer}.new`, pointer)
}

const wordsVersion = () =>
  createHash('sha256')
    .update(readFileSync(new URL(wordsFile, shippedModels)))
    .digest('hex')
