import type { Organisation } from '../alerts/organisation/organisation.ts'
import type { OpenStore } from '../infra/store/open-store.ts'
import { oneOf, text, time, UsageError, type Call, type Verb } from '../infra/verb.ts'
import { allKeys, createKey, isActive, lastKeyUses, maxKeysPerPerson, revokeKey } from './identity/key-table.ts'
import { scopes } from './identity/scope.ts'

interface KeysVerbDeps {
  store: (call: Call) => Promise<OpenStore>
  organisation: (call: Call) => Organisation
  /** Runs a change between its two notes in the audit log. */
  audited: (
    call: Call,
    store: Store,
    what: { operation: string; subject: string },
    run: () => Promise<void>,
  ) => Promise<void>
}

/** The verb `keys`: API keys identify the person of a request. */
export function keysVerb({ store, organisation, audited }: KeysVerbDeps): Verb {
  return {
    name: 'keys',
    usage: 'create PERSON [--scope read|write|admin] [--department ID] [--expires ISO] | list | revoke ID',
    summary:
      'manages API keys; a new key is printed once. Once a key exists, every request needs one. --scope: read, write (also changes) or admin (all, the default); --department: narrows what the person sees to one department',
    options: { scope: { type: 'string' }, department: { type: 'string' }, expires: { type: 'string' } },
    async run(call) {
      const [what, subject, ...more] = call.positionals
      if (more.length > 0) throw new UsageError(`keys: unexpected argument ${more.join(' ')}`)
      const action = actionOf(call, { what, subject }, organisation)
      const opened = await store(call)
      try {
        const run = () => action(opened.store)
        if (what === 'list') return await run()
        await audited(call, opened.store, { operation: `keys ${what}`, subject: subject! }, run)
      } finally {
        await opened.close()
      }
    },
  }
}

/** Parses the arguments, before a store is opened, and returns what to do. */
function actionOf(
  call: Call,
  { what, subject }: { what: string | undefined; subject: string | undefined },
  organisation: KeysVerbDeps['organisation'],
): (store: Store) => Promise<void> {
  if (what === 'list' && subject === undefined) return (store) => list(call, store)
  if (what === 'create' && subject !== undefined) {
    const asked = askedOf(call, subject, organisation(call))
    return (store) => create(call, store, asked)
  }
  if (what === 'revoke' && subject !== undefined) return (store) => revoke(call, store, subject)
  throw new UsageError('keys takes create PERSON, list, or revoke ID')
}

type Store = OpenStore['store']
type Asked = Parameters<typeof createKey>[1]

/** @throws UsageError for an unknown person, a department that is not theirs, or an expiry in the past */
function askedOf(call: Call, person: string, { people, departments, model }: Organisation): Asked {
  const [department, expiresAt] = [text(call, 'department'), time(call, 'expires')]
  const known = people.get(person)
  if (people.size > 0 && !known)
    throw new UsageError(`there is no person "${person}" under organisation.people (${[...people.keys()].join(', ')})`)
  const own = known && !known.hub ? known.departments : [...departments.keys()]
  if (department !== undefined && !own.includes(department))
    throw new UsageError(`--department: "${department}" is none of the departments of ${person} (${own.join(', ')})`)
  if (department !== undefined && model === 'honeycomb')
    throw new UsageError('--department has no effect in the honeycomb model, where everybody sees everything')
  if (expiresAt !== undefined && expiresAt <= Date.now()) throw new UsageError('--expires is in the past')
  return { person, scope: oneOf(call, 'scope', scopes) ?? 'admin', department, expiresAt }
}

async function list(call: Call, store: Store): Promise<void> {
  const [keys, uses] = await Promise.all([allKeys(store), lastKeyUses(store)])
  for (const { id, person, scope, department, ...times } of keys) {
    const [createdAt, expiresAt, lastUsedAt, revokedAt] = [
      times.createdAt,
      times.expiresAt,
      uses.get(id),
      times.revokedAt,
    ].map((at) => (at === undefined ? null : new Date(at).toISOString()))
    const may = department === '' ? scope : `${scope} in ${department}`
    const line = [
      id,
      person,
      may,
      `created ${createdAt}`,
      lastUsedAt ? `last used ${lastUsedAt}` : 'never used',
      ...(expiresAt ? [`expires ${expiresAt}`] : []),
      ...(revokedAt ? [`revoked ${revokedAt}`] : []),
    ]
    const json = { id, person, scope, department: department || null, createdAt, expiresAt, lastUsedAt, revokedAt }
    await call.print(call.values.json ? JSON.stringify(json) : line.join('  '))
  }
  if (keys.length === 0 && !call.values.json)
    await call.print('no keys; requests from this machine identify their person by the header X-Groundswell-Person')
}

async function create(call: Call, store: Store, asked: Asked): Promise<void> {
  const { person } = asked
  const now = Date.now()
  const active = (await allKeys(store)).filter((key) => key.person === person && isActive(key, now))
  if (active.length >= maxKeysPerPerson)
    throw new UsageError(
      `${person} has ${active.length} keys (${active.map(({ id }) => id).join(', ')}); revoke one first`,
    )
  const key = await createKey(store, asked, now)
  await call.print(call.values.json ? JSON.stringify({ person, key }) : key)
}

async function revoke(call: Call, store: Store, id: string): Promise<void> {
  const key = (await allKeys(store)).find((each) => each.id === id)
  if (!key) throw new UsageError(`there is no key ${id}; \`groundswell keys list\` lists them`)
  if (key.revokedAt === undefined) await revokeKey(store, key, Date.now())
  await call.print(call.values.json ? JSON.stringify({ id, revoked: true }) : `key ${id} of ${key.person} is revoked`)
}
