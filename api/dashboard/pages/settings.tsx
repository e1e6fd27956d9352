import { me } from '../lib/me.ts'
import { departmentName, now, organisation } from '../lib/now.ts'
import { useTitle } from '../lib/use-title.ts'
import { capital, hourOf } from '../lib/words.ts'
import { browserZone, chosenZone, zoneAt, zones } from '../lib/zone.ts'
import { AuditLog } from '../parts/audit-log.tsx'
import { Deliveries } from '../parts/deliveries.tsx'
import { Keys } from '../parts/keys.tsx'
import { Select } from '../parts/select.tsx'
import { Silences } from '../parts/silences.tsx'

/** Who may do what, what is silenced, who was told, and who changed what. */
export function SettingsPage() {
  useTitle('Settings')
  return (
    <div class="page">
      <div class="head">
        <h1>Settings</h1>
        <p class="muted small">
          The configuration file says the rest: <code>groundswell config print</code>.
        </p>
      </div>
      <TimeZone />
      <People />
      <Silences />
      <Deliveries />
      <Keys />
      <AuditLog />
    </div>
  )
}

function TimeZone() {
  return (
    <section class="card" aria-labelledby="zone">
      <h2 id="zone">Time zone</h2>
      <Select
        label="Show times in"
        value={chosenZone.value}
        options={[['', `this browser’s zone (${browserZone})`], ...zones().map((name) => [name, name] as const)]}
        onPick={(name) => (chosenZone.value = name)}
      />
      <p class="muted small all">
        It is {hourOf(now.value)} {zoneAt(now.value)}. Days are counted in UTC for everyone. This browser keeps the
        choice.
      </p>
    </section>
  )
}

const modelNames: Record<string, string> = {
  decentralized: 'Decentralized',
  centralized: 'Centralized',
  'hub-and-spoke': 'Hub and spoke',
  dandelion: 'Dandelion',
  honeycomb: 'Honeycomb',
}

function People() {
  const known = organisation.value
  if (!known) return null
  return (
    <section class="card scroll" aria-labelledby="people">
      <h2 id="people">People</h2>
      <p class="muted small">
        Organisation model: {modelNames[known.model] ?? known.model}.{' '}
        {known.people.length === 0 && 'No people are configured: everyone may do everything under any name.'}
      </p>
      {known.people.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Person</th>
              <th scope="col">Role</th>
              <th scope="col">Departments</th>
            </tr>
          </thead>
          <tbody>
            {known.people.map(({ id, name, role, hub, departments }) => (
              <tr key={id}>
                <td>
                  <b>{name}</b> {id === me.value && <span class="pill">you</span>}
                </td>
                <td>
                  {capital(role)}
                  {hub && <span class="muted small"> service team</span>}
                </td>
                <td>{departments.map(departmentName).join(', ') || '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
