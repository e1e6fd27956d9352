import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))
interface Locked {
  /** Of an alias. */
  name?: string
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

test('the bill of materials lists every package of the lockfile with its hash', () => {
  const printed = execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: root, encoding: 'utf8' })
  const { bomFormat, components } = JSON.parse(printed) as {
    bomFormat: string
    components: { name: string; version: string; purl: string; hashes?: { alg: string }[] }[]
  }
  expect(bomFormat).toBe('CycloneDX')
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`))
  // "npm sbom --omit dev" (npm 11) leaves out what tests need, too. So all are listed.
  const installed = locked
    // Databases that natural would install are replaced by an empty package.
    .filter(([, { name }]) => name !== 'empty-npm-package')
    .map(([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`)
  expect(installed.filter((each) => !listed.has(each))).toEqual([])
  expect(
    components.filter(({ hashes }) => !hashes?.some(({ alg }) => alg === 'SHA-512')).map(({ name }) => name),
  ).toEqual(unknown)
})
