import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { UsageError } from '../infra/verb.ts'

const File = Type.Object({ path: Type.String(), bytes: Type.Integer(), sha256: Type.String() })

/** `manifest.json` of a backup. It is written last: a folder without it is no complete backup. */
const Manifest = Type.Object({
  format: Type.Literal(1),
  /** Of Groundswell. */
  version: Type.String(),
  /** ISO times. Everything that was acknowledged before `startedAt` is in the backup. */
  startedAt: Type.String(),
  endedAt: Type.String(),
  log: Type.Enum(['embedded', 'kafka']),
  store: Type.Object({
    /** Whether the tables are in this folder, or where the ClickHouse server keeps backups. */
    place: Type.Enum(['here', 'server']),
    database: Type.String(),
    destinations: Type.Object({ first: Type.String(), rest: Type.String() }),
    firstTables: Type.Array(Type.String()),
  }),
  files: Type.Array(File),
})
export type Manifest = Static<typeof Manifest>

const validator = Compile(Manifest)
export const manifestFile = 'manifest.json'

/** The files of a folder with their sizes and checksums, by path. */
export async function filesIn(folder: string): Promise<Manifest['files']> {
  const paths = pathsIn(folder)
    .map((path) => relative(folder, path))
    .filter((path) => path !== manifestFile)
    .toSorted()
  const files: Manifest['files'] = []
  for (const path of paths) {
    const file = join(folder, path)
    files.push({ path, bytes: statSync(file).size, sha256: await sha256(file) })
  }
  return files
}

/** A recursive listing of Node follows links to folders, which may lead anywhere and in a circle. */
const pathsIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return pathsIn(path)
    return entry.isFile() ? [path] : []
  })

export function writeManifest(folder: string, manifest: Manifest): void {
  writeFileSync(join(folder, manifestFile), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 })
}

/** @throws UsageError when the folder is no complete backup, or one of another format */
export function readManifest(folder: string): Manifest {
  const file = join(folder, manifestFile)
  if (!existsSync(folder)) throw new UsageError(`there is no folder ${folder}`)
  if (!existsSync(file)) throw new UsageError(`${folder} is not a complete backup: it has no ${manifestFile}`)
  const found = parsed(file)
  if (!validator.Check(found)) throw new UsageError(`${file} is damaged, or written by another version of Groundswell`)
  return found
}

/** Whether the folder is a backup: it has the manifest of one, of whatever version, or the parts of one that was interrupted. */
export function isBackup(folder: string): boolean {
  const has = (name: string) => existsSync(join(folder, name))
  const found = has(manifestFile) ? parsed(join(folder, manifestFile)) : undefined
  const names = ['format', 'startedAt', 'store', 'files']
  const isManifest = typeof found === 'object' && found !== null && names.every((name) => Object.hasOwn(found, name))
  return isManifest || (has('data') && (has('log.sqlite') || has('store')))
}

/** Reads every file of the backup. @throws UsageError that names the first file that is missing, changed or cut */
export async function checkFiles(folder: string, { files }: Manifest): Promise<void> {
  for (const { path, bytes, sha256: expected } of files) {
    const file = join(folder, path)
    if (!existsSync(file)) throw damaged(folder, `${path} is missing`)
    const size = statSync(file).size
    if (size !== bytes) throw damaged(folder, `${path} has ${size} bytes instead of ${bytes}`)
    if ((await sha256(file)) !== expected) throw damaged(folder, `${path} does not have its checksum`)
  }
}

const damaged = (folder: string, why: string) =>
  new UsageError(`the backup ${folder} is damaged: ${why}. Nothing was restored; use another backup`)

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(file)) hash.update(bytes as Buffer)
  return hash.digest('hex')
}
