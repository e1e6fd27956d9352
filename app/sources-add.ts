import { existsSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import type { TSchema } from 'typebox'
import { closest } from '../infra/closest.ts'
import { text, UsageError, type Call } from '../infra/verb.ts'
import { sourceOptions, sourceTypes } from '../ingest/sources/registry.ts'
import { environmentWith, readConfig } from './config.ts'
import { startFaults } from './config-faults.ts'
import { rowsOf, type ReferenceRow } from './config-reference.ts'
import { entryOf, namesIn, withSource, type Answers, type Options } from './sources-entry.ts'
import { answerFault, openQuestions } from './sources-questions.ts'

const defaultFile = 'groundswell.yaml'

/**
 * Asks for the options that a type needs, and adds the source to the configuration with the others as comments. `--set key=value` answers
 * in place of a question. Secrets are not asked for: the configuration names a variable. @throws UsageError; then nothing is written
 */
export async function addSource(call: Call, type: string | undefined): Promise<void> {
  const schema = schemaOf(type)
  const options = optionsOf(schema)
  const file = text(call, 'config') ?? defaultFile
  const before = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const answers = await answersFor(call, { type: type!, schema, options, taken: namesIn(before) })
  const after = withSource(before, entryOf(type!, options, answers))
  checkConfig(after, file)
  writeFileSync(file, after)
  await call.print(`${file}: added the source "${answers.name}" (${type})`)
  for (const variable of variablesIn(answers)) await call.print(`set the variable ${variable} before you start`)
  await call.print(`next: groundswell sources try ${answers.name}`)
}

function schemaOf(type: string | undefined): TSchema {
  const types = sourceTypes.filter((each) => each !== 'demo')
  if (type === undefined) throw new UsageError(`sources add needs a TYPE: ${types.join(', ')}`)
  if (types.includes(type)) return sourceOptions[type] as TSchema
  const meant = closest(type, types)
  const suggestion = meant === undefined ? `types are ${types.join(', ')}` : `did you mean "${meant}"?`
  throw new UsageError(`there is no type "${type}" of source; ${suggestion}`)
}

function optionsOf(schema: TSchema): Options {
  const all = rowsOf(schema, { defaults: undefined, examples: [] })
  const rows = all.filter(({ key }) => key !== 'type' && !/[.[]/.test(key))
  const nested = Object.keys(propertiesOf(schema)).filter((key) => !rows.some((row) => row.key === key))
  return { rows, nested: nested.filter((key) => key !== 'type') }
}

const propertiesOf = (schema: TSchema) => (schema as { properties?: Record<string, TSchema> }).properties ?? {}

interface Asked {
  type: string
  schema: TSchema
  options: Options
  /** Names of other sources. */
  taken: readonly string[]
}

async function answersFor(call: Call, { type, schema, options, taken }: Asked): Promise<Answers> {
  const answers = givenIn(call, options)
  const questions = openQuestions()
  const faultOf = (row: ReferenceRow) => (answer: string) => {
    const fault = answerFault(propertiesOf(schema)[row.key]!, row, answer)
    if (row.key !== 'name') return fault
    if (fault !== undefined) return `name "${answer}" must be of letters, digits, ".", "_" and "-", 64 at most`
    return taken.includes(answer) ? `the name "${answer}" is used by another source` : undefined
  }
  try {
    for (const row of options.rows) {
      const given = answers[row.key]
      if (given !== undefined) refuse(faultOf(row)(given))
      else if (isSecret(row) && isWritten(row, options)) answers[row.key] = String(row.example)
      else if (row.isRequired && !isSecret(row))
        answers[row.key] = await questions.ask({ row, byDefault: defaultOf(row, type, taken), faultOf: faultOf(row) })
    }
  } finally {
    questions.close()
  }
  return answers
}

function refuse(fault: string | undefined): void {
  if (fault !== undefined) throw new UsageError(fault)
}

/** The name of a source is its type, with a number if another source has that, until somebody chooses another. */
function defaultOf({ key }: ReferenceRow, type: string, taken: readonly string[]): string {
  if (key !== 'name') return ''
  let name = type
  for (let n = 2; taken.includes(name); n++) name = `${type}-${n}`
  return name
}

const isSecret = ({ example }: ReferenceRow) => typeof example === 'string' && /^\$\{\w+\}$/.test(example)

/** Whoever needs a user needs a password too, though a schema that also allows OAuth does not require one. */
const isWritten = ({ key, isRequired }: ReferenceRow, { rows }: Options) =>
  isRequired || (key === 'password' && rows.some((row) => row.key === 'user' && row.isRequired))

/** @throws UsageError for an option that the type does not have, and for a secret in place of its variable */
function givenIn(call: Call, { rows, nested }: Options): Answers {
  const keys = [...rows.map(({ key }) => key), ...nested]
  const pairs = [call.values.set ?? []].flat().map(String)
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', ...rest] = pair.split('=')
      const value = rest.join('=')
      const row = rows.find((each) => each.key === key)
      if (row && isSecret(row) && !/\$\{\w+\}/.test(value))
        throw new UsageError(
          `--set ${key}=… must name an environment variable, in single quotes: '${key}=${String(row.example)}'. The configuration holds no secrets`,
        )
      if (rest.length === 0 || !keys.includes(key))
        throw new UsageError(`--set ${pair} must be KEY=VALUE with KEY one of ${keys.join(', ')}`)
      return [key, value]
    }),
  )
}

/** @throws UsageError with the faults of the configuration as it would be */
function checkConfig(content: string, file: string): void {
  const path = `${file}.new`
  writeFileSync(path, content)
  try {
    const config = readConfig(path, environmentWith(variablesIn({ content })))
    const faults = startFaults(config, config.file)
    if (faults.length > 0) throw new UsageError(faults.join('\n'))
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(error.message.replaceAll(path, file)) : error
  } finally {
    unlinkSync(path)
  }
}

const variablesIn = (values: Record<string, string>): string[] => [
  ...new Set(Object.values(values).flatMap((value) => [...value.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!))),
]
