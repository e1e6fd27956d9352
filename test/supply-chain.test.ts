import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))
interface Locked {
  version: string
  integrity?: string
  resolved?: string
  hasInstallScript?: boolean
}
const locked = Object.entries((read('package-lock.json') as { packages: Record<string, Locked> }).packages).filter(
  ([path]) => path !== '',
)

/** Optional libraries of other platforms, which the registry of the machine where the lockfile was made does not serve. */
const unknown = ['@chdb/lib-darwin-arm64', '@chdb/lib-darwin-x64', '@chdb/lib-linux-arm64-gnu']

test('npm checks every package that it installs against a hash of the lockfile', () => {
  const without = locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)
  expect(without).toEqual(unknown.map((name) => `node_modules/${name}`))
})

test('every package comes from the registry: none from a repository, a URL or a folder', () => {
  expect(locked.filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https:'))).toEqual([])
})

test('versions are exact, and no package runs a script when it is installed', () => {
  const { dependencies, devDependencies, optionalDependencies } = read('package.json') as Record<
    string,
    Record<string, string> | undefined
  >
  const wanted = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toContain('ignore-scripts=true')
})
