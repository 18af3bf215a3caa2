/** Mails for the tests of the inspection, and questions about them. */

import { inspectContent } from '../../src/inspect/inspect-content.ts'
import type { ContentFacts, TextAnswer, TextQuestion } from '../../src/inspect/content-facts.ts'
import { standardSettings } from './bounds.ts'

const crlf = '\r\n'
const from = 'From: sato@company.example'

/** Long enough for a busy machine: what is tested is not the time. */
const unhurried = { ...standardSettings, seconds: 30 }

/** `header` lines without From; `body` with any line ends. Bytes are held one in a character if `encoding` is latin1. */
export function mail(
  header: readonly string[],
  body: string | Buffer,
  encoding: 'utf8' | 'latin1' = 'utf8',
): Buffer {
  const head = Buffer.from([from, ...header, '', ''].join(crlf), encoding)
  const text = typeof body === 'string' ? Buffer.from(body.replaceAll(/\r?\n/g, crlf), encoding) : body
  return Buffer.concat([head, text, Buffer.from(crlf)])
}

export function words(...asked: readonly string[]): TextQuestion {
  return { kind: 'words', words: asked, body: true, attachments: true }
}

export function pattern(asked: string, ignoreCase = false): TextQuestion {
  return { kind: 'pattern', pattern: asked, ignoreCase, body: true, attachments: true }
}

export async function factsOf(bytes: Buffer, ...questions: readonly TextQuestion[]): Promise<ContentFacts> {
  return await inspectContent(bytes, questions, unhurried)
}

/** The answer to one question. */
export async function answerOf(bytes: Buffer, question: TextQuestion): Promise<TextAnswer> {
  const facts = await factsOf(bytes, question)
  const [answer] = facts.answers.values()
  if (answer === undefined) throw new Error('there is no answer')
  return answer
}

/** How many distinct findings. */
export async function foundIn(bytes: Buffer, question: TextQuestion): Promise<number> {
  return (await answerOf(bytes, question)).found
}
