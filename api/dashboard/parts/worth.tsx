import type { ReportDto } from '../../dto/report-dto.ts'
import { count, money, percent, span } from '../lib/words.ts'

/** What the alerts that were rated useful saved, with every assumption. */
export function Worth({ report: { worth, alerts } }: { report: ReportDto }) {
  if (!worth)
    return (
      <section class="card">
        <h2>What alerts were worth</h2>
        <p class="muted">
          State what a contact costs under <code>worth</code> in the configuration, and this page says what the alerts
          saved.
        </p>
      </section>
    )
  if (worth.warnings === 0)
    return (
      <section class="card">
        <h2>What alerts were worth</h2>
        <p class="muted">
          {alerts.useful === 0
            ? 'No alert of this period is rated useful yet. Rate alerts to see what they saved.'
            : `None of the ${count(alerts.useful)} alerts rated useful came before the daily report.`}
        </p>
      </section>
    )
  const { warnings, leadMs, complaints, contactsAvoided, saved, assumptions } = worth
  const { contactsPerMention, avoidedShare, costPerContact, currency } = assumptions
  return (
    <section class="card">
      <h2>What alerts were worth</h2>
      <p>
        {count(warnings)} {warnings === 1 ? 'alert' : 'alerts'} rated useful came before the daily report,{' '}
        {span(leadMs)} in total: about {count(Math.round(contactsAvoided))} contacts avoided,{' '}
        <b>{money(saved, currency)}</b>.
      </p>
      <p class="muted small">
        Assumed: {count(Math.round(complaints))} mentions above the expected came in that time, each stands for{' '}
        {contactsPerMention} contacts, {percent(avoidedShare)} of them were avoided, at{' '}
        {money(costPerContact, currency)} each (configuration: <code>worth</code>).
      </p>
    </section>
  )
}
