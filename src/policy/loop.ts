/** Refuses a mail that goes round in circles: too many `Received` fields, or our own mark on it. */

import type { Rule } from './rule.ts'

const clear = { answer: { rule: 'loop', answer: 'clear' }, action: undefined } as const
const loops = {
  answer: { rule: 'loop', answer: 'loop' },
  action: { kind: 'refuse', refusal: { kind: 'loop' } },
} as const

export const loop: Rule = ({ mail, isMarked }, _snapshot, settings) =>
  isMarked || mail.received >= settings.receivedFields ? loops : clear
