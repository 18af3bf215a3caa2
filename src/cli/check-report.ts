/** The report of an import as a person at the terminal reads it. */

import type { ImportReport, ReportedPerson } from '../people/report.ts'
import type { RulePlace } from '../people/report-rules.ts'
import type { SenderWithDecider } from '../people/report-senders.ts'
import { importReportTexts } from '../text/import-report.ts'
import type { ImportReportTexts } from '../text/import-report.ts'
import type { Language } from '../text/language.ts'
import { displayWidth, wrapText } from './wrap.ts'

const width = 100

/** Lines shown of one list, unless all are asked for. */
const linesShown = 10

function personColumns(texts: ImportReportTexts, person: ReportedPerson): readonly string[] {
  const unit = person.units.filter((code) => code !== '').join('/')
  return [person.employee, person.name, unit === '' ? texts.noUnit : unit, texts.role(person.role)]
}

function deciderOf(texts: ImportReportTexts, { decider, tier }: SenderWithDecider): string {
  if (decider.kind === 'pattern') return texts.decidedBy.pattern(decider.id, tier)
  return decider.kind === 'exception' ? texts.decidedBy.exception(decider.id) : texts.decidedBy.also
}

function placeName(texts: ImportReportTexts, place: RulePlace): string {
  const { places } = texts
  switch (place.kind) {
    case 'pattern': {
      const vacancy = place.vacancy === undefined ? undefined : place.vacancy + 1
      return places.pattern(place.pattern, place.row + 1, vacancy, place.entry + 1)
    }
    case 'exception': {
      const list = typeof place.list === 'string' ? place.list : places.vacancy(place.list.vacancy + 1)
      return places.exception(place.exception, list, place.entry + 1)
    }
    case 'mailbox':
      return places.mailbox(place.address, place.entry + 1)
    case 'when':
      return places.when(place.pattern)
    case 'who':
      return places.who(place.exception)
    case 'group':
      return places.group(place.group)
    case 'exempt':
      return places.exempt(place.index + 1)
  }
}

/** Rows with the columns below one another; a wide letter takes two columns. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = []
  for (const row of rows)
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell))
  return rows.map((row) =>
    row
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - displayWidth(cell)))
      .join('  ')
      .trimEnd(),
  )
}

type Rows = readonly (readonly string[])[]

function single(values: readonly string[]): Rows {
  return values.map((value) => [value])
}

/** Every finding with its rows, the gravest first. */
function findings(
  report: ImportReport,
  texts: ImportReportTexts,
): readonly (readonly [keyof ImportReportTexts['findings'], Rows])[] {
  return [
    [
      'withoutApprover',
      report.withoutApprover.map((sender) => [...personColumns(texts, sender), deciderOf(texts, sender)]),
    ],
    [
      'inNoPattern',
      report.inNoPattern.map((sender) => [
        ...personColumns(texts, sender),
        sender.pattern === undefined ? '' : texts.noRowOf(sender.pattern),
      ]),
    ],
    ['mailboxesWithoutApprover', single(report.mailboxesWithoutApprover)],
    [
      'onStandIn',
      report.onStandIn.map((sender) => [
        ...personColumns(texts, sender),
        deciderOf(texts, sender),
        texts.standIn(sender.standIn),
      ]),
    ],
    ['patternsMatchingNobody', single(report.patternsMatchingNobody)],
    ['exceptionsMatchingNobody', single(report.exceptionsMatchingNobody)],
    ['exceptionsExpired', single(report.exceptionsExpired)],
    [
      'exemptMatchingNobody',
      single(report.exemptMatchingNobody.map((index) => texts.places.exempt(index + 1))),
    ],
    ['groupsNamingNobody', single(report.groupsNamingNobody)],
    ['entriesNamingNobody', single(report.entriesNamingNobody.map((place) => placeName(texts, place)))],
    [
      'strangers',
      single(
        report.strangers.map(({ kind, value, place }) =>
          texts.strangerIn(kind, value, placeName(texts, place)),
        ),
      ),
    ],
    [
      'attributeStrangers',
      single(
        report.attributeStrangers.map(({ attribute, value, posts }) =>
          texts.attributeStranger(attribute, value, posts),
        ),
      ),
    ],
    ['unknownRoles', single(report.unknownRoles.map(({ role, posts }) => texts.postsWithRole(role, posts)))],
    ['withoutMailbox', report.withoutMailbox.map((person) => personColumns(texts, person))],
  ]
}

/** `all`: without a bound on the length of a list. */
export function reportLines(report: ImportReport, language: Language, all: boolean): readonly string[] {
  const texts = importReportTexts[language]
  const head = [
    texts.identity(report.snapshot, report.day),
    texts.counts(report),
    texts.senders(report.patternSenders, report.exemptSenders),
  ]
  const body = findings(report, texts).flatMap(([name, rows]) => {
    if (rows.length === 0) return []
    const { title, meaning } = texts.findings[name]
    const shown = all ? rows : rows.slice(0, linesShown)
    const rest = rows.length - shown.length
    return [
      '',
      title(rows.length),
      ...wrapText(meaning, width - 2).map((line) => `  ${line}`),
      ...aligned(shown).map((line) => `    ${line}`),
      ...(rest > 0 ? [`    ${texts.more(rest)}`] : []),
    ]
  })
  const nothing = body.length === 0 ? ['', texts.nothingToLookAt] : []
  return [...head.flatMap((line) => wrapText(line, width)), ...body, ...nothing]
}
