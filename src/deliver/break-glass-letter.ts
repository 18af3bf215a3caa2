/** Writes the letter about a mail that went out by break-glass as a complete mail, in 7-bit transfer form. */

import { printable } from '../mail/printable.ts'
import { breakGlassTexts, type BreakGlassFacts } from '../text/break-glass.ts'
import type { Language } from '../text/language.ts'

import type { NoticeAuthor } from './notice-letter.ts'

export interface BreakGlassLetter extends BreakGlassFacts {
  /** Unique, and fit for `Message-ID`. */
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly to: readonly string[]
  readonly language: Language
}

const longestSubject = 150

/** The whole mail; its lines end in CRLF. */
export async function writeBreakGlassLetter(letter: BreakGlassLetter, author: NoticeAuthor): Promise<Buffer> {
  const texts = breakGlassTexts[letter.language]
  // Loaded on demand: such mails are rare.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const composer = new MailComposer({
    from: { name: texts.author, address: author.address },
    to: letter.to.map((address) => ({ name: '', address })),
    subject: printable(texts.subject(letter), longestSubject),
    text: texts.text(letter).replaceAll(/\r?\n/g, '\r\n'),
    textEncoding: 'base64',
    date: new Date(letter.at),
    messageId: `<${letter.id}@${author.hostname}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': letter.language,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return await composer.compile().build()
}
