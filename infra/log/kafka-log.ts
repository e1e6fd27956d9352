export async function openKafkaLog(_o: any): Promise<any> {
  throw new Error('later')
}
