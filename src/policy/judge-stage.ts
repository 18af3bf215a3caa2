/**
 * One stage of the flow. Policies that match up to a `stop` combine: refuse before tempfail before discard before pass. A
 * `pass` skips what comes behind it; what was refused before it stays refused.
 */

import { isInForce, type Moment } from './calendar.ts'
import type { CompiledPolicy, Flow } from './compile-flow.ts'
import type { Run } from './compile-tree.ts'
import { minuteIn } from './day.ts'
import type { Action, Decision, PolicyAnswer, PolicyDelivery, Refusal } from './decision.ts'
import type { Policy, PolicyAction } from './document.ts'
import { conditionAnswers, reasonsOf, refusalOf } from './policy-reasons.ts'
import type { Facts } from './facts.ts'
import { deliver } from './rule.ts'

export interface JudgedStage {
  /** What it comes to; of no meaning while something has to be gathered. */
  readonly action: Action
  /** Policies that matched or could not tell. */
  readonly matched: readonly PolicyAnswer[]
  readonly breakGlass: Decision['breakGlass']
}

/** Which policies are skipped from here on. */
export interface PassedOver {
  all: boolean
  readonly ids: Set<string>
}

type Tempfail = Extract<Action, { kind: 'tempfail' }>

/** What the matching policies ask for together. */
interface Combined {
  readonly refusals: Refusal[]
  tempfail: Tempfail | undefined
  discard: string | undefined
  route: string | undefined
  tls: PolicyDelivery['tls']
  readonly breakGlass: { readonly policy: string; readonly tell: readonly string[] }[]
}

const nothing: JudgedStage = { action: deliver, matched: [], breakGlass: [] }

export function judgeStage(policies: readonly CompiledPolicy[], flow: Flow, run: Run): JudgedStage {
  let moment: Moment | undefined
  let matched: PolicyAnswer[] | undefined
  let combined: Combined | undefined
  const passedOver: PassedOver = { all: false, ids: new Set() }
  for (const { policy, test, isTimed } of policies) {
    if (passedOver.all) break
    if (passedOver.ids.has(policy.id)) continue
    if (isTimed) {
      moment ??= momentOf(run.facts, flow)
      if (!isInForce(policy.times, flow.document.calendar, moment)) continue
    }
    const truth = test(run)
    if (truth === 'no' || truth === 'needs') continue
    matched ??= []
    matched.push({
      policy: policy.id,
      mode: policy.mode,
      answer: truth === 'yes' ? 'match' : 'cannot-tell',
      action: policy.action.kind,
      conditions: conditionAnswers(policy, flow, run),
    })
    if (policy.mode === 'shadow') continue
    combined ??= {
      refusals: [],
      tempfail: undefined,
      discard: undefined,
      route: undefined,
      tls: undefined,
      breakGlass: [],
    }
    apply(policy, truth, combined, flow, run)
    skip(policy, truth, passedOver)
  }
  if (matched === undefined) return nothing
  if (combined === undefined) return { ...nothing, matched }
  return { action: actionOf(combined), matched, breakGlass: combined.breakGlass }
}

/** The moment of the mail in the company's time zone. */
export function momentOf({ day, at }: Facts, { world }: Flow): Moment {
  return { day, minute: minuteIn(world.snapshot.rules.timezone, at) }
}

function apply(policy: Policy, truth: 'yes' | 'cannot-tell', combined: Combined, flow: Flow, run: Run): void {
  if (truth === 'cannot-tell' && policy.onCannotTell !== 'match') {
    if (policy.onCannotTell === 'refuse') combined.refusals.push(refusalOf(policy, true, flow, run))
    if (policy.onCannotTell === 'tempfail') {
      const reasons = reasonsOf(policy, 'cannot-tell', flow, run)
      combined.tempfail ??= { kind: 'tempfail', policy: policy.id, reasons }
    }
    return
  }
  const { action, breakGlass, id } = policy
  switch (action.kind) {
    case 'refuse':
      combined.refusals.push(refusalOf(policy, false, flow, run))
      return
    case 'discard':
      combined.discard ??= id
      return
    case 'deliver':
      combined.route ??= action.route
      combined.tls = combined.tls === 'verified' ? 'verified' : (action.tls ?? combined.tls)
      return
    case 'pass':
      if (breakGlass !== undefined) combined.breakGlass.push({ policy: id, tell: breakGlass.tell })
  }
}

/**
 * Marks what a policy skips. One that would pass the mail, cannot tell and has the mail sent again skips too: whether the
 * others count is just what it cannot tell.
 */
export function skip(policy: Policy, truth: 'yes' | 'cannot-tell', passedOver: PassedOver): void {
  const { action, onCannotTell, stop } = policy
  const acts = truth === 'yes' || onCannotTell === 'match'
  if (acts && stop) passedOver.all = true
  if (!acts && onCannotTell !== 'tempfail') return
  skipByPass(action, passedOver)
}

function skipByPass(action: PolicyAction, passedOver: PassedOver): void {
  if (action.kind !== 'pass') return
  if (action.skip === 'all') passedOver.all = true
  else for (const id of action.skip) passedOver.ids.add(id)
}

function actionOf({ refusals, tempfail, discard, route, tls }: Combined): Action {
  const [refusal, ...also] = refusals
  if (refusal !== undefined) {
    return also.length === 0 ? { kind: 'refuse', refusal } : { kind: 'refuse', refusal, also }
  }
  if (tempfail !== undefined) return tempfail
  if (discard !== undefined) return { kind: 'discard', policy: discard }
  return route === undefined && tls === undefined ? deliver : { kind: 'deliver', delivery: { route, tls } }
}
