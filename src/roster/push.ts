/**
 * Brings a dump from the machine where it is made to a gate: waits until it has wholly come, sends it, lets it be imported, and
 * follows the import to its end. Whatever is cut off on the way is taken up again; it needs nothing but the files and the API.
 */

import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { codeOf } from '../store/fault-code.ts'
import { arrivalIn, changedAt, type ArrivalSettings } from './arrival.ts'
import { effectiveFile, momentBeside } from './moment-beside.ts'
import type { HttpAnswer, PassingFailure } from './patient-http.ts'
import { problemIn, type FileToSend, type PushedRun, type PushGate } from './push-gate.ts'
import { FileFault } from './send-file.ts'
import { dumpFile, hashOf, rulesFile, type DumpFileName } from './take-dump.ts'

export interface PushAsked {
  /** Folder of `hr.csv` and, where there is one, `rules.yaml`. */
  readonly folder: string
  readonly arrival: ArrivalSettings
  /** Wait for a dump; else one that is not there is the end. */
  readonly waits: boolean
  /** Milliseconds since 1970: one that is older is that of yesterday. */
  readonly newerThan: number
  /** `YYYY-MM-DDThh:mm` in the company; `undefined`: what `effective.txt` beside the dump says, else at once. */
  readonly effective: string | undefined
  /** See how the import ends. */
  readonly follows: boolean
  /** Milliseconds since 1970. */
  readonly until: number
  /** Milliseconds between two looks, into the folder and at the import. */
  readonly every: number
}

export type PushEvent =
  | { readonly kind: 'waits'; readonly folder: string }
  | { readonly kind: 'sends'; readonly file: DumpFileName; readonly octets: number; readonly sha256: string }
  | { readonly kind: 'rules-same' }
  | { readonly kind: 'begun'; readonly run: number }
  /** Another import is at work. */
  | { readonly kind: 'held'; readonly detail: string }
  /** From the beginning, since the files or the gate have changed meanwhile. */
  | { readonly kind: 'again'; readonly why: 'file-changed' | 'other-import'; readonly detail: string }
  | { readonly kind: 'step'; readonly run: number; readonly step: string; readonly outcome: string }

export type PushEnd =
  /** The import has ended or waits for its moment. */
  | { readonly kind: 'ended'; readonly run: PushedRun }
  /** It is under way; nobody wanted to see more. */
  | { readonly kind: 'begun'; readonly run: number }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string }
  | { readonly kind: 'no-dump' }
  | { readonly kind: 'given-up'; readonly last: PassingFailure | undefined }

/** Milliseconds after which an attempt that met something else is made from the beginning. */
const restBeforeAgain = 5_000
const runsLookedAt = 20
/** Milliseconds between two looks at an import, which takes seconds. */
const longestLook = 1_000

class PushOver extends Error {
  readonly end: PushEnd

  constructor(end: PushEnd) {
    super(end.kind)
    this.end = end
  }
}

/** Rejects with the system's error where the folder cannot be read. */
export async function pushDump(
  gate: PushGate,
  asked: PushAsked,
  say: (event: PushEvent) => void,
): Promise<PushEnd> {
  try {
    for (let tries = 0; ; tries += 1) {
      // One that has been there once will be there again.
      await waitForDump({ ...asked, waits: asked.waits || tries > 0 }, say)
      const end = await pushOnce(gate, asked, say)
      if (end !== undefined) return end
      await rest(asked, restBeforeAgain)
    }
  } catch (fault) {
    if (fault instanceof PushOver) return fault.end
    throw fault
  }
}

async function waitForDump(asked: PushAsked, say: (event: PushEvent) => void): Promise<void> {
  const { folder, arrival, waits, newerThan, until, every } = asked
  for (let looks = 0; ; looks += 1) {
    const now = Date.now()
    const isNew = ((await changedAt(join(folder, dumpFile))) ?? -Infinity) >= newerThan
    if (isNew && (await arrivalIn(folder, arrival, now)) === 'complete') return
    if (!waits || now >= until) {
      // A folder that is not there, or may not be read, is another fault than one without a dump.
      await readdir(folder)
      throw new PushOver({ kind: 'no-dump' })
    }
    if (looks === 0) say({ kind: 'waits', folder })
    await pause(Math.min(every, until - now))
  }
}

/** `undefined`: the files or the gate have changed under it, and it is to be begun anew. */
async function pushOnce(
  gate: PushGate,
  asked: PushAsked,
  say: (event: PushEvent) => void,
): Promise<PushEnd | undefined> {
  const files = await filesToSend(asked.folder).catch((fault: unknown) => {
    // Somebody puts the next one there.
    if (codeOf(fault) === 'ENOENT') return undefined
    throw fault
  })
  if (files === undefined) {
    say({ kind: 'again', why: 'file-changed', detail: join(asked.folder, dumpFile) })
    return undefined
  }
  const moment = await momentBeside(asked.folder)
  if (asked.effective === undefined && moment?.dump !== undefined && moment.dump !== files.dump.hash) {
    say({ kind: 'again', why: 'file-changed', detail: join(asked.folder, effectiveFile) })
    return undefined
  }
  const effective = asked.effective ?? moment?.effective?.replace(' ', 'T')
  const before = valueOf(await gate.lastRuns(1))[0]?.number ?? 0
  try {
    await sendRules(gate, files.rules, say)
    say({ kind: 'sends', file: dumpFile, octets: files.dump.size, sha256: files.dump.hash })
    sent(await gate.put(dumpFile, files.dump, effective), files.dump)
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault
    say({ kind: 'again', why: 'file-changed', detail: `${fault.path}: ${fault.message}` })
    return undefined
  }
  const number = await beginImport(gate, asked, files.dump.hash, before, say)
  if (number === undefined) return undefined
  say({ kind: 'begun', run: number })
  if (!asked.follows) return { kind: 'begun', run: number }
  const run = await follow(gate, asked, number, say)
  // Somebody else has sent another dump, or other rules, in between.
  const isOurs = isSame(run.dump, files.dump) && isSame(run.rules, files.rules)
  if (isOurs) return { kind: 'ended', run }
  say({ kind: 'again', why: 'other-import', detail: String(number) })
  return undefined
}

/** What ended before it was read was ours as well. */
function isSame(read: string | null, file: FileToSend | undefined): boolean {
  return read === null || file === undefined || read === file.hash
}

async function filesToSend(
  folder: string,
): Promise<{ readonly dump: FileToSend; readonly rules: FileToSend | undefined }> {
  const path = join(folder, rulesFile)
  const hasRules = await access(path).then(
    () => true,
    (fault: unknown) => {
      if (codeOf(fault) === 'ENOENT') return false
      throw fault
    },
  )
  return {
    dump: await fileAt(join(folder, dumpFile)),
    rules: hasRules ? await fileAt(path) : undefined,
  }
}

async function fileAt(path: string): Promise<FileToSend> {
  return { path, ...(await hashOf(path)) }
}

/** Before the dump: an import that begins in between must not read it with the rules of yesterday. */
async function sendRules(
  gate: PushGate,
  rules: FileToSend | undefined,
  say: (event: PushEvent) => void,
): Promise<void> {
  if (rules === undefined) return
  if (valueOf(await gate.rulesThere()).rules === rules.hash) {
    say({ kind: 'rules-same' })
    return
  }
  say({ kind: 'sends', file: rulesFile, octets: rules.size, sha256: rules.hash })
  sent(await gate.put(rulesFile, rules), rules)
}

/** Throws `FileFault` where the file was not what its digest said. */
function sent(answer: HttpAnswer<unknown>, { path }: FileToSend): void {
  const problem = answer.kind === 'refused' ? problemIn(answer.body) : undefined
  if (problem?.code === 'wrong-digest') throw new FileFault(path, problem.detail)
  valueOf(answer)
}

/**
 * The number of the import that has our dump, whoever has begun it: the gate itself may have taken it, or the answer to an attempt
 * was lost. `undefined`: our dump is gone.
 */
async function beginImport(
  gate: PushGate,
  asked: PushAsked,
  hash: string,
  before: number,
  say: (event: PushEvent) => void,
): Promise<number | undefined> {
  for (let tries = 0; ; tries += 1) {
    // Without a moment: the dump has brought its own, and what the gate takes may be another dump by now.
    const begun = await gate.begin()
    if (begun.kind === 'value') return begun.value.run
    const problem = begun.kind === 'refused' ? problemIn(begun.body) : undefined
    if (problem?.code !== 'conflict') valueOf(begun)
    const later = valueOf(await gate.lastRuns(runsLookedAt)).filter(({ number }) => number > before)
    const ours = later.find(({ dump }) => dump === hash)
    if (ours !== undefined) return ours.number
    // One that has not read its dump yet may well have ours.
    const isUnread = later.some(({ state, dump }) => state === 'under-way' && dump === null)
    if (!isUnread && valueOf(await gate.dumpThere()).dump !== hash) {
      say({ kind: 'again', why: 'other-import', detail: problem?.detail ?? '' })
      return undefined
    }
    if (tries === 0) say({ kind: 'held', detail: problem?.detail ?? '' })
    await rest(asked, asked.every)
  }
}

async function follow(
  gate: PushGate,
  asked: PushAsked,
  number: number,
  say: (event: PushEvent) => void,
): Promise<PushedRun> {
  let told = 0
  for (;;) {
    const run = valueOf(await gate.run(number))
    const ended = run.steps.filter(({ outcome }) => outcome !== null)
    for (const { name, outcome } of ended.slice(told))
      say({ kind: 'step', run: number, step: name, outcome: outcome ?? '' })
    told = ended.length
    if (run.state !== 'under-way') return run
    await rest(asked, Math.min(asked.every, longestLook))
  }
}

async function rest({ until }: PushAsked, milliseconds: number): Promise<void> {
  const left = until - Date.now()
  if (left <= 0) throw new PushOver({ kind: 'given-up', last: undefined })
  await pause(Math.min(milliseconds, left))
}

/** Throws `PushOver` where nothing more can be done. */
function valueOf<Value>(answer: HttpAnswer<Value>): Value {
  if (answer.kind === 'value') return answer.value
  if (answer.kind !== 'refused') throw new PushOver({ kind: 'given-up', last: answer })
  const { status, body } = answer
  const problem = problemIn(body)
  const detail = [problem?.detail, problem?.remedy]
    .filter((text) => text !== undefined && text !== '')
    .join(' ')
  throw new PushOver({ kind: 'refused', status, detail })
}
