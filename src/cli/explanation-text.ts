/** Lays an explanation out for the terminal: the verdict first, then all that led to it, then what to do. */

import type { Post } from '../people/person.ts'
import type { Pattern } from '../people/rules.ts'
import type { Snapshot } from '../people/snapshot.ts'
import { importReportTexts } from '../text/import-report.ts'
import { explainTexts } from '../text/explain.ts'
import type { Language } from '../text/language.ts'
import { type EntryContext, ruleWords } from '../text/rule-words.ts'
import type { AskedEntry, CountedAddress, Explanation } from '../people/explanation.ts'
import { readingLines } from './explanation-reading.ts'
import { nextLines } from './explanation-next.ts'
import {
  indentedText,
  patternName,
  personRow,
  postWords,
  type Speaking,
  tableLines,
  textWidth,
} from './layout.ts'
import { nearestAddress } from './nearest-address.ts'
import { placeWords } from './place-words.ts'
import { namesOf } from './rule-names.ts'
import { wrapText } from './wrap.ts'

/** People shown below one entry. */
const peopleShown = 8

/** Codes of a post with the keys that the rules use: `bureau 100, department D10`. */
function codesOf(post: Post, { snapshot, language }: Speaking): string {
  const { units, attributes } = snapshot.rules.layout
  const parts = [
    ...units.map(({ key }, level) => [key, post.units[level] ?? ''] as const),
    ...attributes.map(({ key }, position) => [key, post.attributes[position] ?? ''] as const),
  ]
  return parts
    .filter(([, code]) => code !== '')
    .map(([key, code]) => `${ruleWords[language].key(key)} ${code}`)
    .join(', ')
}

function mailLines({ question, addresses }: Explanation, { snapshot, language }: Speaking): string[] {
  const { labels, noAddresses } = explainTexts[language]
  const listed = (wanted: CountedAddress['field']): string =>
    addresses.flatMap(({ field, address }) => (field === wanted ? [address] : [])).join(', ')
  const hidden = listed('bcc')
  const rows = [
    [labels.day, `${question.day} (${snapshot.rules.timezone})`],
    [labels.from, question.from],
    [labels.to, listed('to') || noAddresses],
    [labels.cc, listed('cc') || noAddresses],
    ...(hidden === '' ? [] : [[labels.bcc, hidden]]),
    [labels.snapshot, `${snapshot.name} (${snapshot.day})`],
  ]
  return tableLines(rows, '  ')
}

function senderLines({ verdict, question }: Explanation, speaking: Speaking): string[] {
  const { snapshot, language } = speaking
  const texts = explainTexts[language]
  const { sender } = verdict
  switch (sender.kind) {
    case 'unknown': {
      const near = nearestAddress(snapshot, question.from)
      return indentedText(
        near === undefined ? texts.unknownSender : `${texts.unknownSender} (${texts.didYouMean(near)})`,
        '  ',
      )
    }
    case 'mailbox':
      return indentedText(texts.mailboxSender(sender.address), '  ')
    case 'person': {
      const { person } = sender
      const concurrent = person.posts.length - 1
      return [
        `  ${texts.person(person.name, person.employee)}  ${person.addresses.join(', ')}`,
        ...indentedText(
          `${texts.mainPost}: ${postWords(person.main, language)} [${codesOf(person.main, speaking)}]`,
          '  ',
          '    ',
        ),
        ...(concurrent === 0 ? [] : indentedText(texts.concurrentPosts(concurrent), '  ')),
      ]
    }
  }
}

function entryContext(pattern: Pattern | undefined, speaking: Speaking): EntryContext {
  return {
    names: speaking.names,
    rolesOfTier: (tier) => pattern?.tiers.get(tier) ?? [],
    pattern: pattern === undefined ? undefined : patternName(pattern),
  }
}

function entryLines(entry: AskedEntry, context: EntryContext, { language }: Speaking): string[] {
  const texts = explainTexts[language]
  const place = placeWords(entry.place, importReportTexts[language].places)
  const words = ruleWords[language].entry(entry.source, context)
  const head = indentedText(`${place}: ${words}`, '  ', '    ')
  if (entry.named.length === 0) return [...head, `      - ${texts.namesNobody}`]
  const shown = entry.named.slice(0, peopleShown)
  const rest = entry.named.length - shown.length
  return [
    ...head,
    ...tableLines(
      shown.map(({ person, post }) => personRow(person, post, language)),
      '      - ',
    ),
    ...(rest > 0 ? [`        ${texts.andMore(rest)}`] : []),
  ]
}

function approverLines(explanation: Explanation, speaking: Speaking): string[] {
  const { approvers, entries, standIns, verdict } = explanation
  if (approvers === undefined || approvers.outcome === 'exempt') return []
  const texts = explainTexts[speaking.language]
  const pattern = speaking.snapshot.rules.patterns.find(
    ({ id }) => id === (approvers.pattern ?? verdict.pattern),
  )
  const context = entryContext(pattern, speaking)
  const lines = entries.flatMap((entry) => entryLines(entry, context, speaking))
  const { there, tried } = standIns
  if (approvers.outcome === 'named' && approvers.standIn !== undefined) {
    lines.push(...indentedText(texts.standInServes(approvers.standIn + 1), '  '))
  } else if (there > 0) {
    lines.push(...indentedText(tried === 0 ? texts.standInsUnused(there) : texts.standInsEmpty(tried), '  '))
  }
  return lines
}

function addressLines({ addresses }: Explanation, { snapshot, language }: Speaking): string[] {
  const texts = explainTexts[language]
  const rowOf = ({ field, address, owner, counts }: CountedAddress): readonly string[] => {
    const near = owner.kind === 'nobody' ? nearestAddress(snapshot, address) : undefined
    const meant = near === undefined ? '' : ` (${texts.didYouMean(near)})`
    const who =
      owner.kind === 'person'
        ? `: ${texts.person(owner.person.name, owner.person.employee)}, ${postWords(owner.person.main, language)}`
        : ''
    return [texts.labels[field], address, `${texts.counts[counts]}${who}${meant}`]
  }
  return tableLines(addresses.map(rowOf), '  ')
}

/** The whole explanation, with a line end at its end. */
export function explanationText(explanation: Explanation, snapshot: Snapshot, language: Language): string {
  const texts = explainTexts[language]
  const speaking: Speaking = { snapshot, language, names: namesOf(snapshot) }
  const { verdict, reason, approver, namedBy } = explanation.verdict
  const isAllowed = verdict === 'allow'
  const reasons: Readonly<Record<string, string>> = isAllowed ? texts.allowReasons : texts.rejectReasons
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [texts.titles.mail, mailLines(explanation, speaking)],
    [texts.titles.sender, senderLines(explanation, speaking)],
    [texts.titles.reading, readingLines(explanation, speaking)],
    [texts.titles.approvers, approverLines(explanation, speaking)],
    [texts.titles.addresses, addressLines(explanation, speaking)],
    [texts.titles.next, nextLines(explanation, speaking)],
  ]
  const lines = [
    `${isAllowed ? texts.allowed : texts.refused} [${reason}]`,
    ...wrapText(reasons[reason] ?? '', textWidth),
    ...(approver === undefined || namedBy === undefined
      ? []
      : wrapText(
          texts.approvedBy(approver, placeWords(namedBy, importReportTexts[language].places)),
          textWidth,
        )),
    ...sections.flatMap(([title, body]) => (body.length === 0 ? [] : ['', title, ...body])),
  ]
  return `${lines.join('\n')}\n`
}
