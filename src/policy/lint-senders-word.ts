/**
 * Linter: ways past the policies that anybody can open by what he writes into his mail: a second name of the sender, a field
 * of the header, a word in the subject, a kind of message.
 */

import type { Policy, PolicyDocument } from './document.ts'
import { whatMatches } from './lint-contradiction.ts'
import {
  type Alternative,
  type Formula,
  type Literal,
  alternativesOf,
  formulaOf,
} from './lint-normal-form.ts'
import { type Finding, type LintRule, finding } from './lint-problem.ts'
import { isMap } from './plain-map.ts'

/** Kinds of messages that a field or a part of the mail alone makes. */
const kindsByWord: ReadonlySet<unknown> = new Set([
  'automatic-reply',
  'calendar',
  'delivery-report',
  'disposition-report',
])

function setting({ leaf }: Literal, key: string): unknown {
  return isMap(leaf.settings) ? leaf.settings[key] : undefined
}

/** No mail can claim it: every identity of the sender, or the way that the mail came in. */
function isBeyondTheMail(literal: Literal): boolean {
  if (literal.isNegated) return false
  switch (literal.leaf.condition.kind) {
    case 'sender':
      return setting(literal, 'identity') === 'all'
    case 'client':
      return setting(literal, 'address') !== undefined || setting(literal, 'login') === true
    case 'listener':
      return true
    default:
      return false
  }
}

/** Whoever writes the mail decides it. */
function isSendersWord(literal: Literal): boolean {
  if (literal.isNegated) return false
  const { condition, settings } = literal.leaf
  switch (condition.kind) {
    case 'sender':
      return setting(literal, 'identity') !== 'all'
    case 'header':
    case 'subject':
      return true
    case 'messageKind':
      return Array.isArray(settings) && settings.some((kind) => kindsByWord.has(kind))
    case 'report':
      return settings === 'automatic'
    default:
      return false
  }
}

/** The conditions that open the alternative by the sender's word alone; the name of the sender before all others. */
function openedBy(alternative: Alternative): Literal | undefined {
  if (alternative.some(isBeyondTheMail)) return undefined
  const words = alternative.filter(isSendersWord)
  return words.find(({ leaf }) => leaf.condition.kind === 'sender') ?? words[0]
}

/** What lets a mail past: all of a policy that passes, the exception of one that refuses or throws away. */
function wayPast(policy: Policy, lists: PolicyDocument['lists']): Formula | undefined {
  const { action, unless } = policy
  if (action.kind === 'pass') return whatMatches(policy, lists)
  return unless === undefined || action.kind === 'deliver' ? undefined : formulaOf(unless, lists)
}

export const sendersWord: LintRule = ({ document }) =>
  document.policies.flatMap((policy): readonly Finding[] => {
    const way = policy.mode === 'off' ? undefined : wayPast(policy, document.lists)
    if (way === undefined) return []
    const by = policy.action.kind === 'pass' ? 'pass' : 'unless'
    return (alternativesOf(way) ?? []).flatMap((alternative) => {
      const opening = openedBy(alternative)
      if (opening === undefined) return []
      const { condition, settings, place } = opening.leaf
      const named = { condition, settings, isNegated: false, line: place.line }
      const isSender = condition.kind === 'sender'
      return [finding('rests-on-senders-word', 'warning', place, policy.id, { by, named, isSender })]
    })
  })
