/**
 * Groups points of unit length whose similarity (cosine) to the centre of their group is at least `least`. Runs the leader
 * algorithm (Hartigan 1975), then assigns each point to the nearest of the centres found, which makes the order of the
 * points less important. Points that are similar to no other stay alone. Takes n × groups × dimensions steps.
 * @returns for each group the indices of its points, the one nearest to the centre first
 */
export function cluster(points: readonly Float32Array[], least: number): number[][] {
  const found = assigned(points, [], least)
  const centres = found.filter(({ members }) => members.length > 1).map(({ sum }) => sum)
  return assigned(points, centres, least)
    .filter(({ members }) => members.length > 0)
    .map(({ sum, length, members }) => {
      const similarity = new Map(members.map((i) => [i, length === 0 ? 0 : dot(points[i]!, sum) / length]))
      return members.toSorted((a, b) => similarity.get(b)! - similarity.get(a)!)
    })
}

interface Group {
  /** Its direction is the centre. */
  sum: Float32Array
  /** Of `sum`. */
  length: number
  members: number[]
}

function assigned(points: readonly Float32Array[], centres: readonly Float32Array[], least: number): Group[] {
  const groups = centres.map((centre): Group => ({ sum: centre.slice(), length: Math.hypot(...centre), members: [] }))
  points.forEach((point, i) => {
    let nearest: Group | undefined
    let highest = least
    for (const group of groups) {
      const similarity = group.length === 0 ? 0 : dot(point, group.sum) / group.length
      if (similarity >= highest) [nearest, highest] = [group, similarity]
    }
    if (!nearest) groups.push({ sum: point.slice(), length: 1, members: [i] })
    else {
      nearest.members.push(i)
      point.forEach((x, d) => (nearest.sum[d]! += x))
      nearest.length = Math.hypot(...nearest.sum)
    }
  })
  return groups
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}
