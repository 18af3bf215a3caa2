/** Hands mails to a gate as a plain client does, and reads its answer. */

import { openDialogue } from '../peers/dialogue.ts'

export interface MailToHandIn {
  readonly from?: string
  /** Each may bring parameters of RCPT along, behind `> `. */
  readonly to?: readonly string[]
  readonly content: string | Buffer
  /** Behind the path of MAIL. */
  readonly mailParameters?: string
}

const honest = ['From: takahashi@example.co.jp', 'To: client@example.com']

/** A letter of a clerk to a client. `cc`: his chief, by default. */
export function letter(
  cc = 'suzuki@example.co.jp',
  body = 'Hello\r\n',
  more: readonly string[] = [],
): string {
  const fields = [...honest, ...(cc === '' ? [] : [`Cc: ${cc}`]), 'Subject: Estimate', ...more]
  return `${fields.join('\r\n')}\r\n\r\n${body}`
}

/** The answer to the final dot, its lines joined by LF. `content` is in wire form, without the final dot. */
export async function handIn(port: number, mail: MailToHandIn): Promise<string> {
  const dialogue = await openDialogue({ port })
  await dialogue.expect(/^220/)
  await dialogue.askFor('EHLO client.example.co.jp', /^250/)
  await dialogue.askFor(
    `MAIL FROM:<${mail.from ?? 'takahashi@example.co.jp'}> ${mail.mailParameters ?? ''}`.trimEnd(),
    /^250/,
  )
  for (const to of mail.to ?? ['client@example.com'])
    await dialogue.askFor(to.includes('>') ? `RCPT TO:<${to}` : `RCPT TO:<${to}>`, /^250/)
  await dialogue.askFor('DATA', /^354/)
  dialogue.send(mail.content)
  dialogue.send('.\r\n')
  const answer = await dialogue.reply()
  await dialogue.askFor('QUIT', /^221/)
  dialogue.destroy()
  return answer
}
