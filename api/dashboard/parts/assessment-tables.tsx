import type { AssessmentDto } from '../../dto/assessment-dto.ts'
import { departmentName, topicName } from '../lib/now.ts'
import { addressOf } from '../lib/router.ts'
import { count, money, percent } from '../lib/words.ts'

/** Who talks where about what. */
export function SourcesTable({ of: { sources, from, to } }: { of: AssessmentDto }) {
  if (sources.length === 0) return null
  return (
    <table>
      <caption class="unseen">Sources and topics</caption>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col" class="n">
            Mentions
          </th>
          <th scope="col" class="n">
            Authors
          </th>
          <th scope="col" class="n">
            Negative
          </th>
          <th scope="col">Mostly about</th>
        </tr>
      </thead>
      <tbody>
        {sources.map(({ source, mentions, authors, negative, topics }) => (
          <tr key={source}>
            <td>
              <b>{source}</b>
            </td>
            <td class="n">
              <a class="link" href={addressOf('/mentions', { source, from, to })}>
                {count(mentions)}
              </a>
            </td>
            <td class="n">{authors === 0 ? 'unknown' : count(authors)}</td>
            <td class="n">{percent(negative / Math.max(1, mentions))}</td>
            <td>{topics.map(({ topic, mentions: n }) => `${topicName(topic)} (${count(n)})`).join(', ') || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** In which order a rollout pays. */
export function DepartmentsTable({ of: { departments, assumptions, from, to } }: { of: AssessmentDto }) {
  const currency = String(assumptions.find(({ key }) => key === 'worth.currency')?.value)
  return (
    <table>
      <caption class="unseen">Departments in the order of rollout</caption>
      <thead>
        <tr>
          <th scope="col">Department</th>
          <th scope="col" class="n">
            Negative mentions
          </th>
          <th scope="col" class="n">
            Unusual days
          </th>
          <th scope="col" class="n">
            After the alert
          </th>
          <th scope="col" class="n">
            Contacts avoidable
          </th>
          <th scope="col" class="n">
            Worth, at most
          </th>
        </tr>
      </thead>
      <tbody>
        {departments.map(({ department, negative, burstDays, avoidable, contacts, saved }) => (
          <tr key={department}>
            <td>
              <b>{departmentName(department)}</b>
            </td>
            <td class="n">
              <a class="link" href={addressOf('/mentions', { department, sentiment: 'negative', from, to })}>
                {count(negative)}
              </a>
            </td>
            <td class="n">{orUnknown(burstDays, count)}</td>
            <td class="n">{orUnknown(avoidable, count)}</td>
            <td class="n">{orUnknown(contacts, (n) => count(Math.round(n)))}</td>
            <td class="n">{orUnknown(saved, (amount) => money(amount, currency))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const orUnknown = (value: number | null, said: (value: number) => string): string =>
  value === null ? 'unknown' : said(value)
