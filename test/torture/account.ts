/**
 * Holds what the clients were told against what the next hop took. Owns the meaning of lost, duplicate and damaged; each
 * violation is a text that says which mail, when, and what the gate logged about it.
 */

import type { Attempt, ClientMail } from './clients.ts'
import type { GateProcess } from './gate-process.ts'
import type { TakenMail } from './hop-server.ts'

export interface Account {
  readonly acknowledged: number
  /** For each mail and recipient. */
  readonly duplicates: Copies
  /** In flight at kills, for each mail and recipient: no more of them may be duplicated by kills. */
  readonly inFlight: number
  readonly violations: readonly string[]
}

/** Copies beyond the first, by what the test has seen to cause them. */
export interface Copies {
  /** The next hop took the one before and kept its 250 back: no gate can know. */
  readonly keptBack: number
  /** A kill left the client without an answer, or the gate without the record of the 250 that it had got. */
  readonly byKill: number
}

/** Milliseconds before a kill within which a mail that the next hop took may not yet be settled on disk. */
const settling = 500

/** What the sender of a refused mail heard of it. */
export interface NoticeAccount {
  readonly refused: number
  /** Refused mails with a notice. */
  readonly told: number
  /** Refused mails with two notices that were composed apart: each is a violation, too. */
  readonly composedTwice: number
  /** Of one and the same notice. */
  readonly copies: Copies
  readonly violations: readonly string[]
}

interface Kills {
  readonly at: readonly number[]
}

export function takeAccount(
  mails: readonly ClientMail[],
  taken: readonly TakenMail[],
  kills: Kills,
  gate: Pick<GateProcess, 'tracesOf'>,
): Account {
  const copies = Map.groupBy(taken, ({ id }) => id)
  const violations: string[] = []
  const accuse = (mail: ClientMail, what: string): void => {
    violations.push(describe(mail, what, copies.get(mail.id) ?? [], kills, gate))
  }
  const duplicates = { keptBack: 0, byKill: 0 }
  let inFlight = 0
  for (const mail of mails) {
    const own = copies.get(mail.id) ?? []
    if (mail.refusedWith !== undefined) accuse(mail, 'refused for good')
    else if (mail.acknowledgedAt === undefined) accuse(mail, 'never acknowledged')
    if (own.some(({ digest }) => digest !== mail.digest)) accuse(mail, 'damaged on its way')
    const allowance = mayBeCopied(mail, own, kills.at)
    for (const recipient of mail.recipients) {
      const his = own.filter(({ recipients }) => recipients.includes(recipient))
      const count = his.length
      if (count === 0 && mail.acknowledgedAt !== undefined) accuse(mail, `lost for ${recipient}`)
      addCopies(duplicates, his)
      inFlight += underWayAtKills(his, kills.at) + unansweredAttempts(mail)
      if (count > 1 + allowance) {
        accuse(mail, `${count} copies for ${recipient} where ${1 + allowance} can be explained`)
      }
    }
  }
  const known = new Set(mails.map(({ id }) => id))
  for (const { id, from, at } of taken) {
    if (!known.has(id)) violations.push(`${time(at)} a mail of <${from}> that nobody sent: ${id}`)
  }
  const acknowledged = mails.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined).length
  return { acknowledged, duplicates, inFlight, violations }
}

/**
 * `mails` are those that the gate must not let pass. A 250 promises one notice; a 5xx leaves it to the client's server. Two
 * different notices about one mail are a violation, whatever happened.
 */
export function takeAccountOfNotices(
  mails: readonly ClientMail[],
  taken: readonly TakenMail[],
  kills: Kills,
  gate: Pick<GateProcess, 'tracesOf'>,
): NoticeAccount {
  const passed = new Set(taken.map(({ id }) => id))
  const notices = Map.groupBy(
    taken.filter(({ from }) => from === ''),
    ({ inReplyTo }) => inReplyTo,
  )
  const violations: string[] = []
  let told = 0
  let composedTwice = 0
  const copies = { keptBack: 0, byKill: 0 }
  for (const mail of mails) {
    const own = notices.get(mail.id) ?? []
    const accuse = (what: string): void => {
      violations.push(describe(mail, what, own, kills, gate))
    }
    if (passed.has(mail.id)) accuse('must not pass, and did')
    const different = new Set(own.map(({ id }) => id)).size
    if (different > 1) {
      composedTwice += 1
      accuse(`${different} notices`)
    }
    if (own.length > 1 + inDelivery(own, kills.at)) accuse(`${own.length} copies of its notice`)
    if (own.length === 0 && mail.acknowledgedAt !== undefined) accuse('no notice')
    if (mail.acknowledgedAt === undefined && mail.refusedWith === undefined) accuse('never answered')
    if (own.length > 0) told += 1
    addCopies(copies, own)
  }
  return { refused: mails.length, told, composedTwice, copies, violations }
}

/** How often this mail was in flight where it may have been copied. */
function mayBeCopied(mail: ClientMail, copies: readonly TakenMail[], kills: readonly number[]): number {
  return inDelivery(copies, kills) + unansweredAttempts(mail)
}

function unansweredAttempts({ attempts }: ClientMail): number {
  return attempts.filter((attempt) => isUnanswered(attempt)).length
}

/** Each copy but the first has its cause in the one before. */
function addCopies(sums: { keptBack: number; byKill: number }, taken: readonly TakenMail[]): void {
  const inOrder = taken.toSorted((one, other) => one.at - other.at)
  for (const { answered } of inOrder.slice(0, -1)) {
    if (answered) sums.byKill += 1
    else sums.keptBack += 1
  }
}

/** How often the gate may not have learnt, or not have put on disk, that the next hop took it. */
function inDelivery(copies: readonly TakenMail[], kills: readonly number[]): number {
  return copies.filter(({ answered }) => !answered).length + underWayAtKills(copies, kills)
}

function underWayAtKills(copies: readonly TakenMail[], kills: readonly number[]): number {
  return kills.filter((kill) => copies.some(({ at }) => at <= kill + 50 && at >= kill - settling)).length
}

/** The client had sent it and does not know what became of it. */
function isUnanswered({ dataAt, outcome }: Attempt): boolean {
  return dataAt !== undefined && outcome.startsWith('lost')
}

function describe(
  mail: ClientMail,
  what: string,
  copies: readonly TakenMail[],
  kills: Kills,
  gate: Pick<GateProcess, 'tracesOf'>,
): string {
  const last = mail.attempts.at(-1)?.endedAt ?? 0
  const heard = mail.attempts.filter(({ outcome }) => !outcome.includes('ECONNREFUSED'))
  const near = kills.at.filter((kill) => heard.some(({ startedAt }) => Math.abs(kill - startedAt) < 3_000))
  const records = gate.tracesOf(mail.id)
  const decisions = [
    ...records.flatMap((line) => /"id":"([^"]+)"/.exec(line)?.[1] ?? []),
    ...heard.flatMap(({ outcome }) => /^\d{3} \d\.\d+\.\d+ (\S+)/.exec(outcome)?.[1] ?? []),
  ]
  const traces = [...new Set([...records, ...decisions.flatMap((id) => gate.tracesOf(id))])]
  return [
    `${mail.id}: ${what} (last heard of at ${time(last)})`,
    ...heard.map(
      ({ startedAt, endedAt, outcome }) =>
        `  client  ${time(startedAt)} to ${endedAt === undefined ? 'never' : time(endedAt)}: ${outcome}`,
    ),
    ...copies.map(
      ({ at, recipients, answered }) =>
        `  next hop ${time(at)} took it for ${recipients.join(', ')}${answered ? '' : ', and did not say so'}`,
    ),
    ...near.map((kill) => `  killed  ${time(kill)}`),
    ...traces.slice(0, 20).map((line) => `  log     ${line.slice(0, 600)}`),
  ].join('\n')
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(11, 23)
}
