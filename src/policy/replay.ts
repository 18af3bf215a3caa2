/**
 * Judges a recorded mail by another flow. A question that was asked then keeps its answer: what changes is due to the
 * policies, not to the organization. Other questions are asked anew of what was recorded; of what was not, nothing can be
 * told, and where the verdict hangs on it, that is the answer. Pure.
 */

import { questionKey } from '../inspect/content-facts.ts'
import type { Answer, CannotTell } from './answer.ts'
import type { Flow } from './compile-flow.ts'
import type { Asker, Run } from './compile-tree.ts'
import type { Action, PolicyAnswer } from './decision.ts'
import { judgeStage } from './judge-stage.ts'
import type { RecordedMail, Verdict } from './recorded-mail.ts'

/** What keeps a replay from telling. `detail`: which field. */
export interface NotRecorded {
  readonly kind:
    | 'recipients'
    | 'subject'
    | 'field'
    | 'content'
    /** The content was looked at, and this was not asked. */
    | 'question'
    | 'tls'
    | 'history'
  readonly detail: string
}

export type Replayed =
  | { readonly kind: 'judged'; readonly verdict: Verdict }
  | { readonly kind: 'cannot-tell'; readonly missing: readonly NotRecorded[] }

/** Questions that are tried with every answer; more would be guesses upon guesses. */
const mostTried = 6

/** Makes a flow ready to judge many recorded mails. */
export function createReplay(flow: Flow): (mail: RecordedMail) => Replayed {
  const byKey = new Map(flow.askers.map((asker) => [asker.key, asker]))
  const passing = new Set(
    flow.decide.filter(({ policy }) => policy.action.kind === 'pass').map(({ policy }) => policy.id),
  )
  return (mail) => {
    const missing = new Map<Asker, NotRecorded>()
    const doubts = new Set<Asker>()
    const answers = flow.askers.map((asker) => knownAnswer(asker, mail, missing))
    const verdict = tryAll(mail, answers, mostTried, doubts)
    if (verdict !== undefined) return { kind: 'judged', verdict }
    return { kind: 'cannot-tell', missing: [...doubts].flatMap((asker) => missing.get(asker) ?? []) }
  }

  /** What comes of it whatever the open questions would have answered; notes those on which it hangs. */
  function tryAll(
    mail: RecordedMail,
    answers: readonly (Answer | undefined)[],
    left: number,
    doubts: Set<Asker>,
  ): Verdict | undefined {
    const run: Run = { facts: mail.facts, missing: new Map(), answers: [...answers], waiting: [] }
    const { action, matched } = judge(flow, run)
    const open = openAsker(matched)
    if (open === undefined) return verdictOf(action, matched, passing)
    let same: Verdict | undefined
    for (const answer of left === 0 ? [] : possible) {
      const verdict = tryAll(mail, answers.with(open.index, answer), left - 1, doubts)
      if (verdict === undefined || (same !== undefined && !hasSameEffect(verdict, same))) {
        doubts.add(open)
        return undefined
      }
      same ??= verdict
    }
    if (same === undefined) doubts.add(open)
    return same
  }

  function openAsker(matched: readonly PolicyAnswer[]): Asker | undefined {
    for (const { mode, answer, conditions } of matched) {
      if (mode === 'shadow' || answer !== 'cannot-tell') continue
      for (const condition of conditions) {
        if (isOpen(condition.answer)) return byKey.get(condition.key)
      }
    }
    return undefined
  }
}

function isOpen(answer: Answer): boolean {
  return answer.answer === 'cannot-tell' && answer.why.some(({ kind }) => kind === 'not-recorded')
}

function judge(flow: Flow, run: Run): { action: Action; matched: readonly PolicyAnswer[] } {
  const decide = judgeStage(flow.decide, flow, run)
  if (decide.action.kind !== 'deliver' || flow.deliver.length === 0) return decide
  const deliver = judgeStage(flow.deliver, flow, run)
  return { action: deliver.action, matched: [...decide.matched, ...deliver.matched] }
}

/** Nothing in `why` but what it could not tell then. */
const couldNotTell: Answer = { answer: 'cannot-tell', why: [] }
const saidYes: Answer = { answer: 'yes', evidence: [] }
const saidNo: Answer = { answer: 'no', evidence: [] }
const possible = [saidNo, saidYes, couldNotTell]

/** `undefined`: it can be asked. Notes in `missing` what is not there to ask. */
function knownAnswer(asker: Asker, mail: RecordedMail, missing: Map<Asker, NotRecorded>): Answer | undefined {
  const then = onCalendar.has(asker.condition.kind) ? undefined : mail.asked.get(asker.hash)
  if (then !== undefined) return then === 'yes' ? saidYes : then === 'no' ? saidNo : couldNotTell
  const lack = lackOf(asker, mail)
  if (lack === undefined) return undefined
  const { kind, detail, isPartial } = lack
  // What was recorded in part may show a yes, never a no.
  if (isPartial && asker.ask(mail.facts).answer === 'yes') return saidYes
  const notRecorded: NotRecorded = { kind, detail }
  missing.set(asker, notRecorded)
  const why: CannotTell = { kind: 'not-recorded', detail: detail === '' ? kind : `${kind} ${detail}` }
  return { answer: 'cannot-tell', why: [why] }
}

/** Kinds that rest on the calendar of the policies, which is no part of the question, and on what is always recorded. */
const onCalendar = new Set(['time'])
/** Kinds of conditions that do not look at recipients; every other one may. */
const recipientFree = new Set(['client', 'header', 'listener', 'report', 'sender', 'size', 'subject', 'time'])

function lackOf(
  { condition, settings, needs, questions }: Asker,
  { facts, fieldsRead, cut }: RecordedMail,
): (NotRecorded & { readonly isPartial: boolean }) | undefined {
  const whole = { detail: '', isPartial: false } as const
  if (needs.includes('content')) {
    const { content } = facts
    if (content === undefined) return { kind: 'content', ...whole }
    const isAsked = questions.every((question) => content.answers.has(questionKey(question)))
    if (!isAsked) return { kind: 'question', ...whole }
  }
  if (needs.includes('tls') && facts.tls === undefined) return { kind: 'tls', ...whole }
  if (needs.includes('history') && facts.writtenTo === undefined) return { kind: 'history', ...whole }
  const fields = condition.fields?.(settings) ?? []
  const unread = fields.find((field) => !fieldsRead.has(field))
  if (unread !== undefined) return { kind: 'field', detail: unread, isPartial: false }
  if (fields.length > 0 && cut.has('fields')) {
    return { kind: 'field', detail: fields.join(' '), isPartial: true }
  }
  if (condition.kind === 'subject' && cut.has('subject'))
    return { kind: 'subject', detail: '', isPartial: true }
  if (cut.has('recipients') && !recipientFree.has(condition.kind)) return { kind: 'recipients', ...whole }
  return undefined
}

function verdictOf(action: Action, matched: readonly PolicyAnswer[], passing: ReadonlySet<string>): Verdict {
  switch (action.kind) {
    case 'deliver': {
      const passed = matched.find(
        (each) => each.mode === 'on' && each.answer === 'match' && passing.has(each.policy),
      )
      const { route = '', tls = '' } = action.delivery ?? {}
      return { action: 'deliver', by: passed?.policy ?? '', delivery: `${route} ${tls}`.trim() }
    }
    case 'refuse': {
      const { refusal } = action
      const by = refusal.kind === 'policy' ? refusal.policy : refusing(matched)
      return { action: 'refuse', by, delivery: '' }
    }
    case 'discard':
    case 'tempfail':
      return { action: action.kind, by: action.policy, delivery: '' }
  }
}

function refusing(matched: readonly PolicyAnswer[]): string {
  const found = matched.find(
    ({ mode, answer, action }) => mode === 'on' && answer === 'match' && action === 'refuse',
  )
  return found?.policy ?? ''
}

/** The same thing happens to the mail; which policy says so is another question. */
export function hasSameEffect(one: Verdict, other: Verdict): boolean {
  return one.action === other.action && one.delivery === other.delivery
}
