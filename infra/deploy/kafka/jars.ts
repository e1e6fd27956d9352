import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { run } from './java-process.ts'

/**
 * The folder `cache` with the jars that a pom.xml lists. Downloads them once, into a temporary folder first: an interrupted download leaves no
 * partial cache.
 */
export async function fetchJars(pom: string, cache: string): Promise<string> {
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
