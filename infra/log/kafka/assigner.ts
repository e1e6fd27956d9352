import kafkajs, { type Cluster, type PartitionAssigner } from 'kafkajs'

const { AssignerProtocol } = kafkajs
const name = 'groundswell-sticky'
const version = 1

/** Sent by a member when it joins: the partitions it holds, and when it was assigned them (epoch ms). */
export interface Claim {
  id: string
  held: readonly number[]
  since: number
}

/**
 * Shares a topic evenly. Members keep what they hold as far as their share allows: a new member takes nothing from the
 * holder of a single partition. Of two members that claim a partition, the one with the later assignment keeps it.
 */
export function shareOut(claims: readonly Claim[], partitions: readonly number[]): Map<string, number[]> {
  const order = claims.toSorted((a, b) => b.held.length - a.held.length || b.since - a.since || (a.id < b.id ? -1 : 1))
  const base = Math.floor(partitions.length / claims.length)
  const remainder = partitions.length % claims.length
  const shares = new Map(
    order.map(({ id }, rank) => [id, { size: base + (rank < remainder ? 1 : 0), some: [] as number[] }]),
  )
  const holderOf = (partition: number) =>
    claims.filter(({ held }) => held.includes(partition)).toSorted((a, b) => b.since - a.since)[0]?.id

  const free = partitions.filter((partition) => {
    const share = shares.get(holderOf(partition) ?? '')
    if (!share || share.some.length === share.size) return true
    share.some.push(partition)
    return false
  })
  for (const { size, some } of shares.values()) some.push(...free.splice(0, size - some.length))
  return new Map([...shares].map(([id, { some }]) => [id, some]))
}

/** Unlike kafkajs' round-robin assigner, it does not move all partitions at every rebalance. For groups that read one topic. */
export function stickyAssigner(claim: () => Omit<Claim, 'id'>): PartitionAssigner {
  return ({ cluster }: { cluster: Cluster }) => ({
    name,
    version,
    protocol: ({ topics }) => ({
      name,
      metadata: AssignerProtocol.MemberMetadata.encode({
        version,
        topics,
        userData: Buffer.from(JSON.stringify(claim())),
      }),
    }),
    async assign({ members, topics }) {
      const [topic] = topics
      const partitions = cluster.findTopicPartitionMetadata(topic!).map(({ partitionId }) => partitionId)
      const claims = members.map(({ memberId: id, memberMetadata }) => ({ id, ...claimIn(memberMetadata) }))
      return [
        ...shareOut(
          claims,
          partitions.toSorted((a, b) => a - b),
        ),
      ].map(([memberId, some]) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          version,
          assignment: { [topic!]: some },
          userData: Buffer.alloc(0),
        }),
      }))
    },
  })
}

function claimIn(metadata: Buffer): Omit<Claim, 'id'> {
  const userData = AssignerProtocol.MemberMetadata.decode(metadata)?.userData
  return JSON.parse(userData?.toString() ?? '{"held":[],"since":0}') as Omit<Claim, 'id'>
}
