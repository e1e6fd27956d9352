/** Points that are alike: by number, the one nearest to the middle first. */
export interface Cluster {
  members: number[]
  /** Mean likeness (cosine) of the members to the middle. */
  density: number
}

/**
 * Groups points of unit length whose likeness (cosine) to the middle of their group is at least `alike`: the leader algorithm (Hartigan
 * 1975), then each point once more to the nearest of the middles found, so that the order of the points matters little. What is
 * like nothing stays alone. Points are compared with groups only: n × groups × dimensions steps.
 */
export function cluster(points: readonly Float32Array[], alike: number): Cluster[] {
  const found = placed(points, [], alike)
  const middles = found.filter(({ members }) => members.length > 1).map(({ sum }) => sum)
  return placed(points, middles, alike)
    .filter(({ members }) => members.length > 0)
    .map(({ sum, members }) => {
      const likeness = new Map(members.map((i) => [i, cosine(points[i]!, sum)]))
      return {
        members: members.toSorted((a, b) => likeness.get(b)! - likeness.get(a)!),
        density: [...likeness.values()].reduce((total, x) => total + x, 0) / members.length,
      }
    })
}

interface Group {
  /** Its direction is the middle. */
  sum: Float32Array
  members: number[]
}

function placed(points: readonly Float32Array[], middles: readonly Float32Array[], alike: number): Group[] {
  const groups = middles.map((middle): Group => ({ sum: middle.slice(), members: [] }))
  points.forEach((point, i) => {
    let nearest: Group | undefined
    let likeness = alike
    for (const group of groups) {
      const own = cosine(point, group.sum)
      if (own >= likeness) [nearest, likeness] = [group, own]
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
