/** Fills a spool as a gate leaves it behind when its next hop was down for long: many mails, all due. */

import { openSpool } from '../../src/store/open-spool.ts'
import type { NewMail } from '../../src/store/spool.ts'

import { composeMail, type ClientMail } from './clients.ts'

/** The mails, each acknowledged. `route`: the gate's name of the destination. */
export async function fillSpool(
  directory: string,
  route: string,
  count: number,
  octets = 400,
): Promise<readonly ClientMail[]> {
  const opening = await openSpool({ directory, report: () => undefined })
  if (opening.kind === 'problem') throw new Error(`the spool does not open: ${opening.problem.kind}`)
  const { spool } = opening
  const mails: ClientMail[] = []
  while (mails.length < count) {
    const group = Array.from({ length: Math.min(500, count - mails.length) }, (_, index) =>
      composeMail(`queued-${mails.length + index + 1}@torture.example.co.jp`, octets),
    )
    await Promise.all(group.map(async (mail) => await spool.commit({ accept: [toNewMail(mail, route)] })))
    for (const mail of group) mail.acknowledgedAt = Date.now()
    mails.push(...group)
  }
  await spool.close()
  return mails
}

const hour = 3_600_000

function toNewMail({ id, from, recipients, wire }: ClientMail, route: string): NewMail {
  const at = Date.now() - hour
  const name = id.replace('@', '.')
  return {
    id: name,
    kind: 'mail',
    at,
    envelope: { from, ret: undefined, envid: undefined, smtputf8: false, eightBit: false },
    recipients: recipients.map((address) => ({ address, notify: undefined, orcpt: undefined, route })),
    trace: Buffer.from(`Received: from client by gate.example with ESMTP id ${name}\r\n`),
    content: { wire: { kind: 'memory', chunks: [wire] }, size: wire.length, dotted: true },
    decisionId: name,
    bornAt: at,
    expiresAt: at + 120 * hour,
    dueAt: at,
  }
}
