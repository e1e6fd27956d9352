import type { Process, Simulation, Wait } from './simulation.ts'

/** What the kernel gives a thread of this niceness when cores are short (`sched_prio_to_weight` of Linux). */
export const weightOf = { nice0: 1024, nice5: 335, nice10: 110 }

/** How long a thread keeps its core while others wait for it, in seconds. */
const sliceSeconds = 0.001

export interface Cores {
  count: number
  /** Takes `seconds` of one core. `label`: on whose account. */
  use(seconds: number, weight: number, label: string): Wait
  /** Seconds that cores were busy, by label. */
  busy: ReadonlyMap<string, number>
}

interface Job {
  left: number
  weight: number
  label: string
  /** Time it has had, divided by its weight: the least goes next. */
  had: number
  resume: () => void
}

/** The cores of a machine, shared as Linux's fair scheduler shares them: by weight, in slices. */
export function openCores(sim: Simulation, count: number): Cores {
  const waiting: Job[] = []
  const busy = new Map<string, number>()
  let free = count
  let floor = 0

  function next(): void {
    if (free === 0 || waiting.length === 0) return
    let first = 0
    for (let i = 1; i < waiting.length; i++) if (waiting[i]!.had < waiting[first]!.had) first = i
    const [job] = waiting.splice(first, 1) as [Job]
    floor = Math.max(floor, job.had)
    run(job)
  }

  function run(job: Job): void {
    free--
    const slice = Math.min(job.left, sliceSeconds)
    sim.after(slice, () => {
      free++
      job.left -= slice
      job.had += slice / job.weight
      busy.set(job.label, (busy.get(job.label) ?? 0) + slice)
      if (job.left > 1e-12) waiting.push(job)
      next()
      if (job.left <= 1e-12) job.resume()
    })
  }

  return {
    count,
    busy,
    use: (seconds, weight, label) => (resume) => {
      if (seconds <= 0) return resume()
      waiting.push({ left: seconds, weight, label, had: floor, resume })
      next()
    },
  }
}

export interface Thread {
  /** Does one thing after the other, in the order of the calls: `seconds` of a core, then a wait for the disk. */
  use(seconds: number, diskSeconds?: number): Wait
  /** Things it has not finished. */
  unfinished(): number
  /** Seconds in which it worked or waited for a core. */
  occupied(): number
}

interface ThreadOptions {
  cores: Cores
  weight: number
  label: string
}

/** A thread that others queue for, such as the event loop of a process. */
export function openThread(sim: Simulation, { cores, weight, label }: ThreadOptions): Thread {
  const queue: { seconds: number; diskSeconds: number; resume: () => void }[] = []
  let isBusy = false
  let occupied = 0

  function* work(): Process {
    isBusy = true
    for (let one = queue[0]; one !== undefined; one = queue[0]) {
      const startedAt = sim.now()
      if (one.seconds > 0) yield cores.use(one.seconds, weight, label)
      if (one.diskSeconds > 0) yield sim.sleep(one.diskSeconds)
      occupied += sim.now() - startedAt
      queue.shift()
      one.resume()
    }
    isBusy = false
  }

  return {
    use:
      (seconds, diskSeconds = 0) =>
      (resume) => {
        queue.push({ seconds, diskSeconds, resume })
        if (!isBusy) sim.start(work())
      },
    unfinished: () => queue.length,
    occupied: () => occupied,
  }
}
