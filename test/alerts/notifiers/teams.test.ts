import { httpNotifierContract, once } from '../../contract/notifier.ts'
import { checkTeams } from '../../receivers/places.ts'

httpNotifierContract('Teams', {
  options: (url) => ({ type: 'teams', url }),
  check: checkTeams,
  count: once,
  permanent: [410],
})
