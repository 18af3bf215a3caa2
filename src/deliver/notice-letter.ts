/**
 * Writes a refusal notice as a complete mail: text and HTML in UTF-8, all of it in 7-bit transfer form, so that it
 * passes every next hop and old programs read its subject.
 */

import { printable } from '../mail/printable.ts'
import { noticeTexts } from '../text/notice.ts'

import { fillTemplate, forHtml, forText } from './fill-template.ts'
import type { NoticeTemplates } from './notice-templates.ts'
import { noticeValues, type Notice } from './notice-values.ts'

/** What a reader sees. */
export interface NoticeView {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Who writes it. */
export interface NoticeAuthor {
  /** Ours: the right side of `Message-ID`. */
  readonly hostname: string
  /** Shown in `From`. */
  readonly address: string
}

const longestSubject = 150
const notAscii = /[^\u0000-\u007f]/

export function viewNotice(notice: Notice, templates: NoticeTemplates): NoticeView {
  const template = templates[notice.language]
  const values = noticeValues(notice)
  return {
    subject: printable(fillTemplate(template.subject, values, forText), longestSubject),
    text: fillTemplate(template.text, values, forText),
    html: fillTemplate(template.html, values, forHtml),
  }
}

/** Whether the notice can only be delivered with SMTPUTF8 (RFC 6531): an address has letters beyond ASCII. */
export function needsSmtputf8({ recipient }: Notice): boolean {
  return notAscii.test(recipient.address)
}

/** The whole mail; its lines end in CRLF. `id` is unique and fit for `Message-ID`. */
export async function writeNotice(
  notice: Notice,
  templates: NoticeTemplates,
  author: NoticeAuthor,
  id: string,
): Promise<Buffer> {
  const { subject, text, html } = viewNotice(notice, templates)
  const { language, recipient, refused } = notice
  // Loaded on demand: many gates never write one.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const composer = new MailComposer({
    from: { name: noticeTexts[language].author, address: author.address },
    to: { name: recipient.name, address: recipient.address },
    subject,
    text: text.replaceAll(/\r?\n/g, '\r\n'),
    html: html.replaceAll(/\r?\n/g, '\r\n'),
    textEncoding: 'base64',
    date: new Date(notice.at),
    messageId: `<${id}@${author.hostname}>`,
    ...(refused.messageId === '' ? {} : { inReplyTo: refused.messageId, references: refused.messageId }),
    headers: {
      // RFC 3834: an answer of a machine. The second is what Exchange asks before it sends an absence note.
      'Auto-Submitted': 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': language,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return await composer.compile().build()
}
