/** What the sender, or the administrator, does next. */

import type { RejectReason } from '../people/verdict.ts'
import { explainTexts } from '../text/explain.ts'
import type { Explanation } from '../people/explanation.ts'
import { indentedText, personRow, type Speaking, tableLines } from './layout.ts'

/** People named to a refused sender. */
const peopleShown = 10

const settings = {
  'sender-unknown': 'unknownSender: allow',
  'no-pattern': 'unmatchedSender: allow',
  'no-approver-exists': 'noApprover: allow',
} as const

function isLetGoBySetting(reason: string): reason is keyof typeof settings {
  return reason in settings
}

function wrapped(text: string): string[] {
  return indentedText(text, '  ')
}

export function nextLines({ verdict, candidates, addresses }: Explanation, { language }: Speaking): string[] {
  const texts = explainTexts[language]
  if (verdict.verdict === 'allow') {
    return wrapped(
      isLetGoBySetting(verdict.reason) ? texts.allowedBySetting(settings[verdict.reason]) : texts.nothingToDo,
    )
  }
  const mending: Partial<Record<RejectReason | typeof verdict.reason, string>> = {
    'sender-unknown': texts.mendSender,
    'no-pattern': texts.mendPattern,
    'no-approver-exists': texts.mendApprover,
  }
  const mend = mending[verdict.reason]
  if (mend !== undefined) return [...wrapped(texts.askAdministrator), ...wrapped(mend)]
  const shown = candidates.slice(0, peopleShown)
  const rest = candidates.length - shown.length
  return [
    ...wrapped(texts.addOneOf),
    ...tableLines(
      shown.map(({ person, post }) => personRow(person, post, language)),
      '    - ',
    ),
    ...(rest > 0 ? [`      ${texts.moreWouldDo(rest)}`] : []),
    ...(addresses.some(
      ({ counts, field }) => field !== 'bcc' && (counts === 'nobody' || counts === 'mailbox'),
    )
      ? wrapped(texts.listsDoNotCount)
      : []),
    ...(addresses.some(({ counts }) => counts === 'hidden-approver')
      ? wrapped(texts.hiddenDoesNotCount)
      : []),
  ]
}
