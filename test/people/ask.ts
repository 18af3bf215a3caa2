/** Questions of tests: a mail to an outside client, with people in Cc by employee number. */

import { findCandidates } from '../../src/people/candidates.ts'
import { judge } from '../../src/people/judge.ts'
import type { Snapshot } from '../../src/people/snapshot.ts'
import type { Verdict } from '../../src/people/verdict.ts'

export const today = '2026-11-24'

/** `E1` is `e1@example.co.jp`; a whole address stays. */
export function addressOf(who: string): string {
  return who.includes('@') ? who : `${who.toLowerCase()}@example.co.jp`
}

export function ask(snapshot: Snapshot, from: string, cc: readonly string[], day = today): Verdict {
  return judge(snapshot, {
    from: addressOf(from),
    to: ['client@example.com'],
    cc: cc.map(addressOf),
    others: [],
    day,
  })
}

/** `allow exempt`, `reject only-self`, or `allow E2` for an approver who is present. */
export function answer(snapshot: Snapshot, from: string, cc: readonly string[], day = today): string {
  const { verdict, reason, approver } = ask(snapshot, from, cc, day)
  return `${verdict} ${approver?.replace(/@example\.co\.jp$/, '').toUpperCase() ?? reason}`
}

export function candidates(snapshot: Snapshot, from: string, day = today): readonly string[] {
  return findCandidates(snapshot, addressOf(from), day).map(({ person }) => person.employee)
}
