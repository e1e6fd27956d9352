/** A group of similar points. */
export interface Cluster {
  /** Indices of the points, the one nearest to the centre first. */
  members: number[]
  /** Mean similarity (cosine) of the members to the centre. */
  density: number
}

/**
 * Groups points of unit length whose similarity (cosine) to the centre of their group is at least `least`. Runs the leader
 * algorithm (Hartigan 1975), then assigns each point to the nearest of the centres found, which makes the order of the
 * points less important. Points that are similar to no other stay alone. Takes n × groups × dimensions steps.
 */
export function cluster(points: readonly Float32Array[], least: number): Cluster[] {
  const found = assigned(points, [], least)
  const centres = found.filter(({ members }) => members.length > 1).map(({ sum }) => sum)
  return assigned(points, centres, least)
    .filter(({ members }) => members.length > 0)
    .map(({ sum, members }) => {
      const similarity = new Map(members.map((i) => [i, cosine(points[i]!, sum)]))
      return {
        members: members.toSorted((a, b) => similarity.get(b)! - similarity.get(a)!),
        density: [...similarity.values()].reduce((total, x) => total + x, 0) / members.length,
      }
    })
}

interface Group {
  /** Its direction is the centre. */
  sum: Float32Array
  members: number[]
}

function assigned(points: readonly Float32Array[], centres: readonly Float32Array[], least: number): Group[] {
  const groups = centres.map((centre): Group => ({ sum: centre.slice(), members: [] }))
  points.forEach((point, i) => {
    let nearest: Group | undefined
    let highest = least
    for (const group of groups) {
      const similarity = cosine(point, group.sum)
      if (similarity >= highest) [nearest, highest] = [group, similarity]
    }
    if (!nearest) groups.push({ sum: point.slice(), members: [i] })
    else {
      nearest.members.push(i)
      point.forEach((x, d) => (nearest.sum[d]! += x))
    }
  })
  return groups
}

function cosine(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0]
  for (let d = 0; d < a.length; d++) {
    ab += a[d]! * b[d]!
    aa += a[d]! * a[d]!
    bb += b[d]! * b[d]!
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
}
