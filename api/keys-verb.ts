import type { Organisation } from '../alerts/organisation/organisation.ts'
import type { OpenStore } from '../infra/store/open-store.ts'
import { UsageError, type Call, type Verb } from '../infra/verb.ts'
import { allKeys, createKey, isActive, maxKeysPerPerson, revokeKey } from './request/key-table.ts'

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
    usage: 'create PERSON | list | revoke ID',
    summary: 'manages API keys; a new key is printed once. Once a key exists, every request needs one',
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
  if (what === 'create' && subject !== undefined)
    return (store) => create(call, store, { person: subject, organisation: organisation(call) })
  if (what === 'revoke' && subject !== undefined) return (store) => revoke(call, store, subject)
  throw new UsageError('keys takes create PERSON, list, or revoke ID')
}

type Store = OpenStore['store']

async function list(call: Call, store: Store): Promise<void> {
  const keys = await allKeys(store)
  for (const key of keys) {
    const { id, person, createdAt, revokedAt } = key
    const [created, revoked] = [createdAt, revokedAt].map((at) =>
      at === undefined ? null : new Date(at).toISOString(),
    )
    if (call.values.json) await call.print(JSON.stringify({ id, person, createdAt: created, revokedAt: revoked }))
    else await call.print(`${id}  ${person}  created ${created}${revoked ? `  revoked ${revoked}` : ''}`)
  }
  if (keys.length === 0 && !call.values.json)
    await call.print('no keys; requests from this machine identify their person by the header X-Groundswell-Person')
}

async function create(
  call: Call,
  store: Store,
  { person, organisation: { people } }: { person: string; organisation: Organisation },
): Promise<void> {
  if (people.size > 0 && !people.has(person))
    throw new UsageError(`there is no person "${person}" under organisation.people (${[...people.keys()].join(', ')})`)
  const active = (await allKeys(store)).filter((key) => key.person === person && isActive(key))
  if (active.length >= maxKeysPerPerson)
    throw new UsageError(
      `${person} has ${active.length} keys (${active.map(({ id }) => id).join(', ')}); revoke one first`,
    )
  const key = await createKey(store, person, Date.now())
  await call.print(call.values.json ? JSON.stringify({ person, key }) : key)
}

async function revoke(call: Call, store: Store, id: string): Promise<void> {
  const key = (await allKeys(store)).find((each) => each.id === id)
  if (!key) throw new UsageError(`there is no key ${id}; \`groundswell keys list\` lists them`)
  if (isActive(key)) await revokeKey(store, key, Date.now())
  await call.print(call.values.json ? JSON.stringify({ id, revoked: true }) : `key ${id} of ${key.person} is revoked`)
}
