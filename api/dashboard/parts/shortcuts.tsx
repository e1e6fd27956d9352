import { ask } from './dialog.tsx'

const groups: readonly { title: string; keys: readonly (readonly [keys: readonly string[], does: string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      [['/'], 'Search mentions'],
      [['?'], 'Show this list'],
      [['Esc'], 'Close a dialog, a menu, or a mention'],
    ],
  },
  {
    title: 'Board',
    keys: [[['T'], 'Take ownership of the alert that is focused or pointed at']],
  },
  {
    title: 'Alert',
    keys: [
      [['T'], 'Take ownership, or claim'],
      [['A'], 'Assign'],
      [['H'], 'Hand over'],
      [['S'], 'Snooze'],
      [['R'], 'Resolve'],
      [['O'], 'Reopen'],
      [['C'], 'Comment'],
      [['M'], 'Merge'],
      [['P'], 'Split'],
      [['L'], 'Release a claim'],
    ],
  },
  {
    title: 'Lists of mentions',
    keys: [
      [['J', 'K'], 'Next, previous'],
      [['Enter'], 'Open'],
    ],
  },
  {
    title: 'Charts',
    keys: [
      [['←', '→'], 'Previous, next point'],
      [['↑', '↓'], 'Other line'],
      [['Enter'], 'Mentions of the point'],
    ],
  },
]

/** Shows all keys of the dashboard. */
export async function showShortcuts(): Promise<void> {
  await ask({
    title: 'Keyboard shortcuts',
    fields: (
      <div class="shortcuts" tabIndex={0} role="group" aria-labelledby="ask-title">
        {groups.map(({ title, keys }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([names, does]) => (
                <>
                  <dt>
                    {names.map((name) => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </>
              ))}
            </dl>
          </section>
        ))}
      </div>
    ),
  })
}
