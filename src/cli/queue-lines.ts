/** How mails of the queue stand on a terminal. */

import { inOneLine } from '../deliver/in-one-line.ts'
import type { ListedMail, QueueList, QueueMail } from '../deliver/queue-desk.ts'
import { cliQueueTexts } from '../text/cli-queue.ts'
import type { Language } from '../text/language.ts'

import { indentedText } from './layout.ts'

/** @param isFiltered a filter was given */
export function listLines(
  list: QueueList,
  limit: number,
  isFiltered: boolean,
  language: Language,
): readonly string[] {
  const texts = cliQueueTexts[language]
  const { mails, totals, active } = list
  const lines = [texts.totals(totals.deferred, active, totals.held, totals.corrupt)]
  if (mails.length === 0) return [...lines, isFiltered ? texts.noneFits : texts.empty]
  for (const mail of mails) lines.push('', ...mailLines(mail, language))
  return mails.length < limit ? lines : [...lines, '', texts.more(mails.length)]
}

export function showLines(mail: QueueMail, language: Language): readonly string[] {
  const texts = cliQueueTexts[language]
  const lines = [...mailLines(mail, language), `  ${texts.decision(mail.decisionId)}`]
  if (mail.isWarned) lines.push(`  ${texts.warned}`)
  if (mail.header === '') return lines
  return [
    ...lines,
    '',
    texts.header,
    ...mail.header
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => `  ${printable(line)}`),
  ]
}

function mailLines(mail: ListedMail, language: Language): readonly string[] {
  const texts = cliQueueTexts[language]
  const { id, kind, isActive, at, dueAt, expiresAt, from, size, note, recipients } = mail
  const state = texts.states[isActive ? 'active' : mail.state]
  const kilobytes = `${Math.ceil(size / 1024)} KB`
  const head = [
    id,
    state,
    ...(kind === 'mail' ? [] : [texts.kinds[kind]]),
    kilobytes,
    texts.arrived(clock(at)),
  ]
  const lines = [head.join('  '), `  ${texts.from} ${from === '' ? texts.nullSender : printable(from)}`]
  for (const { address, route, state: outcome, attempts, lastReply } of recipients) {
    const said = outcome === 'waiting' ? texts.attempts(attempts) : texts.outcome[outcome]
    lines.push(`  ${texts.to} ${printable(address)}  (${printable(route)}; ${said})`)
    if (lastReply !== undefined) {
      const by = lastReply.by === '' ? '' : `${lastReply.by}: `
      lines.push(
        ...indentedText(`${clock(lastReply.at)} ${by}${printable(inOneLine(lastReply.reply))}`, '      '),
      )
    }
  }
  if (mail.state === 'deferred' && !isActive) lines.push(`  ${texts.next(clock(dueAt), clock(expiresAt))}`)
  if (note !== '') lines.push(`  ${texts.note(printable(note))}`)
  return lines
}

/** In the time of this machine. */
function clock(at: number): string {
  const date = new Date(at)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}

/** Others wrote it: it must not steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '?')
}
