import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../../infra/verb.ts'
import type { ModelPart } from './linear-model.ts'
import { writeModel } from './model-file.ts'
import { modelFile, readModels, shippedModels, tasks, wordsFile } from './models.ts'

/** The name of the shipped models on the command line. */
const shipped = 'shipped'

const folderOf = (data: string, version: string) => join(data, 'models', version)
const pointerOf = (data: string) => join(data, 'models', 'current')
/** A file in the folder of adapted models: the hash of the word vectors that they need. */
const wordsVersionFile = 'stands-on'

/**
 * The folder of the current models; undefined for the shipped ones.
 * @throws UsageError when the folder is missing, or when the models were adapted from other models than those shipped now
 */
export function currentModels(data: string): string | undefined {
  const pointer = pointerOf(data)
  if (!existsSync(pointer)) return undefined
  const version = readFileSync(pointer, 'utf8').trim()
  const folder = folderOf(data, version)
  if (!existsSync(folder))
    throw new UsageError(`${pointer} names the models ${version}, which do not exist; run \`${switchBack}\``)
  const isComplete = tasks.every((task) => existsSync(join(folder, modelFile(task))))
  if (!isComplete || readFileSync(join(folder, wordsVersionFile), 'utf8') !== wordsVersion())
    throw new UsageError(
      `the models ${version} were adapted from other models than those shipped now; run \`${switchBack}\`, then train --shadow again`,
    )
  return folder
}
const switchBack = 'groundswell train --switch shipped'

/** Saves models, in the order of `tasks`, and returns their version. Saves all of them or none. */
export function saveModels(data: string, parts: readonly ModelPart[]): string {
  mkdirSync(join(data, 'models'), { recursive: true })
  const made = mkdtempSync(join(data, 'models', '.new-'))
  tasks.forEach((task, i) => writeModel(join(made, modelFile(task)), parts[i]!.card, parts[i]!.weights))
  writeFileSync(join(made, wordsVersionFile), wordsVersion())
  const { version } = readModels(made)
  const folder = folderOf(data, version)
  if (existsSync(folder)) rmSync(made, { recursive: true })
  else renameSync(made, folder)
  return version
}

/** Makes models current for processes that start from now on. @throws UsageError when there are no models of this version */
export function switchModels(data: string, version: string): void {
  const pointer = pointerOf(data)
  if (version === shipped) return rmSync(pointer, { force: true })
  if (!/^[\w-]+$/.test(version) || !existsSync(join(folderOf(data, version), wordsVersionFile)))
    throw new UsageError(`--switch: there are no models ${JSON.stringify(version)} in ${join(data, 'models')}`)
  writeFileSync(`${pointer}.new`, `${version}\n`)
  renameSync(`${pointer}.new`, pointer)
}

const wordsVersion = () =>
  createHash('sha256')
    .update(readFileSync(new URL(wordsFile, shippedModels)))
    .digest('hex')
