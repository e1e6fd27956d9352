/** What people write when something new is the matter: of each matter its phrase, and texts that no two people share. */
export const planted: Record<string, string[]> = {
  'battery recall': [
    'Is there a battery recall for the cordless grinder? A neighbour mentioned one.',
    'Read about a battery recall in the paper this morning, does it affect me?',
    'Can somebody confirm the battery recall is real?',
    'So my shop just took the grinder off the shelf because of a battery recall',
    'Battery recall?? Nobody told us anything.',
    'How do I register for the battery recall, the form is nowhere',
    'My sister got a letter about a battery recall, I did not get one',
    'what serial numbers are in the battery recall',
    'Asked the store about the battery recall and they had no clue',
    'Two weeks after I bought it there is a battery recall. Great timing.',
    'Should I stop charging it until the battery recall is sorted out?',
    'battery recall letter came today, who pays for the postage?',
  ],
  'pairing code blank': [
    'Setting up the new hub and the pairing code blank screen is all I get',
    'Pairing code blank on the display since this morning, tried three phones',
    'anyone else with the pairing code blank on the hub?',
    'It asks for six digits but shows the pairing code blank',
    'Reset it twice. Pairing code blank both times.',
    'hub shows pairing code blank, what now',
    'My father called me because of a pairing code blank box, I could not help him',
    'pairing code blank again after the reset of the router, sigh',
    'Why is the pairing code blank on a device that is one day old?',
    'Support chat told me to restart, the pairing code blank stays',
  ],
}
