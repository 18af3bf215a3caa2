/** Makes the message of a mail in short form: what an ordinary mail program would send. */

import MailComposer from 'nodemailer/lib/mail-composer'
import type { WrittenAttachment, WrittenMail } from './case.ts'

/** Fixed, so that a case gives the same message on every day. */
const messageId = '<case@policy-test.invalid>'

function contentOf({ content }: WrittenAttachment, readFile: (path: string) => Buffer): Buffer {
  switch (content.kind) {
    case 'text':
      return Buffer.from(content.text)
    case 'base64':
      return Buffer.from(content.base64, 'base64')
    case 'file':
      return readFile(content.path)
    case 'size':
      return Buffer.alloc(content.octets)
  }
}

/**
 * The whole mail; its lines end in CRLF. Bcc leaves no trace in it.
 * @param at of its `Date` field, in milliseconds since 1970
 * @param readFile for attachments that are files; what it throws comes through
 */
export async function composeMail(
  mail: WrittenMail,
  at: number,
  readFile: (path: string) => Buffer,
): Promise<Buffer> {
  const composer = new MailComposer({
    from: mail.from,
    to: [...mail.to],
    cc: [...mail.cc],
    subject: mail.subject,
    text: mail.body.replaceAll(/\r?\n/g, '\r\n'),
    ...(mail.html === undefined ? {} : { html: mail.html.replaceAll(/\r?\n/g, '\r\n') }),
    headers: mail.headers.map(({ name, value }) => ({ key: name, value })),
    attachments: mail.attachments.map((one) => ({
      filename: one.name,
      content: contentOf(one, readFile),
      ...(one.type === undefined ? {} : { contentType: one.type }),
    })),
    date: new Date(at),
    messageId,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return await composer.compile().build()
}
