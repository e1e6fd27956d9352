import type { GroupWatch } from '../infra/log/group-watch.ts'

/** For an API beside which no stage runs. */
export const idleWatch: Pick<GroupWatch, 'stages' | 'lag'> = { stages: () => [], lag: () => 0 }
