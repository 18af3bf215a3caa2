/** Hands the mails of a day to a gate by SMTP, as a mail server of the company does, and notes which of them it takes. */

import { createTransport } from 'nodemailer'

import type { DemoMail } from './mails.ts'

const connections = 4

/** The same order as the mails. Rejects where a gate answers neither that it takes the mail nor that it refuses it for good. */
export async function handInAll(port: number, mails: readonly DemoMail[]): Promise<readonly boolean[]> {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
  })
  try {
    return await Promise.all(mails.map(async (mail) => await isTaken(transport, mail)))
  } finally {
    transport.close()
  }
}

async function isTaken(
  transport: ReturnType<typeof createTransport>,
  { from, to, cc }: DemoMail,
): Promise<boolean> {
  const copies = cc.length === 0 ? [] : [`Cc: ${cc.join(', ')}`]
  const fields = [`From: ${from}`, `To: ${to.join(', ')}`, ...copies]
  try {
    await transport.sendMail({
      envelope: { from, to: [...to, ...cc] },
      raw: `${fields.join('\r\n')}\r\nSubject: Estimate\r\n\r\nHello\r\n`,
    })
    return true
  } catch (fault) {
    if (fault instanceof Error && 'responseCode' in fault && fault.responseCode === 550) return false
    throw fault
  }
}
