/**
 * How many times longer (of CPU) eight times the text takes: 8 when the time is linear, 64 when it grows with the square; below 30 is
 * linear. The text repeats a piece up to `short` characters, and up to eight times as many. Times below 2 ms count as 2 ms: other work on
 * the machine shows in them.
 */
export async function growth(piece: string, run: (text: string) => unknown, short = 5_000): Promise<number> {
  const textOf = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
  const brief = await msOf(() => run(textOf(short)))
  return (await msOf(() => run(textOf(8 * short)))) / Math.max(2, brief)
}

/** The shortest of three times, of CPU: other work on the machine does not count. */
async function msOf(run: () => unknown): Promise<number> {
  let shortest = Infinity
  for (let i = 0; i < 3; i++) {
    const before = process.cpuUsage()
    await run()
    const { user, system } = process.cpuUsage(before)
    shortest = Math.min(shortest, (user + system) / 1000)
  }
  return shortest
}
