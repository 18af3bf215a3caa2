/**
 * What is in force: settings, organization, next hops and the passage made of them, as one value in which only the policies
 * change. A mail is judged and forwarded by what is in force at its final dot; a reload makes another value and leaves this
 * one to the mails it has.
 */

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import type { Config } from '../config/schema.ts'
import { createGather } from '../gate/gather.ts'
import type { Passage } from '../gate/incoming.ts'
import { createLoopMark, shortestKey, type LoopMark } from '../gate/loop-mark.ts'
import type { NoticeMemory } from '../gate/notices.ts'
import { createPassage, type PassageParts } from '../gate/passage.ts'
import { tenantsOf } from '../gate/tenants.ts'
import { createTraces } from '../gate/traces.ts'
import { codeOf } from '../store/fault-code.ts'
import { loadSnapshot } from './load-snapshot.ts'
import type { Snapshot } from '../people/snapshot.ts'
import type { World } from '../policy/world.ts'
import { closeFactParts, makeFactParts, type FactParts } from './fact-sources.ts'
import { StartFailure } from './failure.ts'
import { startNextHops, type NextHops } from './next-hops.ts'
import { startNotices, startTellOfBreakGlass } from './notices.ts'
import { judgingBy, loadPolicyText, type Judging } from './policies.ts'
import type { StartedQueue } from './queue.ts'
import { serveTexts } from '../text/serve.ts'

/** What outlives a reload. */
export type Lasting = Pick<PassageParts, 'decisionLog' | 'log'> &
  StartedQueue & {
    readonly noticeMemory: NoticeMemory
    /** Those of the API, as they are now. */
    readonly groups: () => World['groups']
  }

export interface InForce {
  readonly config: Config
  readonly snapshot: Snapshot
  /** Asked once for each mail. */
  readonly judging: () => Judging
  /** Mails whose final dot comes from now on are judged by other policies, made for this configuration and snapshot. */
  readonly judgeBy: (next: Judging) => void
  /** Milliseconds since 1970 at which it was made. */
  readonly since: number
  readonly nextHops: NextHops
  readonly facts: FactParts
  readonly passage: Passage
  /** Mails in the passage now. */
  readonly underWay: () => number
  /** Resolves once no mail is under way by it. Nothing may come in by it any more. */
  readonly idle: () => Promise<void>
}

/**
 * @param folder what relative paths of the configuration start from
 * @param before in force so far; an outbox that stays the same is kept, as its page cannot listen twice
 * Rejects with `StartFailure`, and leaves nothing open then.
 */
export async function makeInForce(
  config: Config,
  folder: string,
  { decisionLog, log, queue, queueParts, noticeMemory, groups }: Lasting,
  before?: InForce,
): Promise<InForce> {
  const text = await loadPolicyText(config, folder, before?.judging().text)
  const snapshot = await loadSnapshot(config, folder, log)
  const traces = createTraces(config.hostname, await readLoopMark(config, folder))
  let judging = judgingBy(text, config, snapshot, groups(), before?.judging().flow)
  const surroundings = {
    queue,
    queueParts,
    recorded: async () => await decisionLog.commit(),
    memory: noticeMemory,
  }
  const notices = startNotices(config, folder, surroundings)
  const facts = makeFactParts(config, folder, log, before?.facts)
  let nextHops
  try {
    nextHops =
      before !== undefined && hasSameOutbox(config, before.config)
        ? before.nextHops
        : await startNextHops(config, folder)
  } catch (fault) {
    await closeFactParts(facts, before?.facts)
    throw fault
  }
  let underWay = 0
  let emptied: (() => void) | undefined
  const parts: PassageParts = {
    limits: config.limits,
    flow: () => judging.flow,
    gather: createGather(facts.sources),
    noteSent: facts.noteSent,
    tenants: tenantsOf(config),
    traces,
    record: config.decisions.record,
    forwarding: { router: nextHops.router, queue, queueParts, spool: config.spool },
    notices,
    replyLanguage: { refusal: config.refusal.language, gate: config.language },
    tellOfBreakGlass: startTellOfBreakGlass(config, surroundings),
    decisionLog,
    log,
  }
  const began = (): void => {
    underWay += 1
  }
  const ended = (): void => {
    underWay -= 1
    if (underWay === 0) emptied?.()
  }
  warmInspection(judging, facts)
  return {
    config,
    snapshot,
    judging: () => judging,
    judgeBy: (next) => {
      judging = next
      warmInspection(next, facts)
    },
    since: Date.now(),
    nextHops,
    facts,
    passage: createPassage(parts, began, ended),
    underWay: () => underWay,
    idle: async () => {
      if (underWay > 0) await new Promise<void>((done) => (emptied = done))
    },
  }
}

/** Threads that the policies will ask for start before the first mail comes; a flow that asks for no content costs none. */
function warmInspection({ flow }: Judging, { inspector }: FactParts): void {
  if (flow.askers.some(({ needs }) => needs.includes('content'))) inspector.part.warm()
}

/** An outbox is part of it, and nothing about next hops differs. */
export function hasSameOutbox(config: Config, before: Config): boolean {
  return hasOutbox(config) && JSON.stringify(nextHopsOf(config)) === JSON.stringify(nextHopsOf(before))
}

export function hasOutbox(config: Config): boolean {
  return nextHopsOf(config).some(({ kind }) => kind === 'outbox')
}

function nextHopsOf({ nextHop, routes = [] }: Config): readonly Config['nextHop'][] {
  return [nextHop, ...routes.map((route) => route.nextHop)]
}

async function readLoopMark(config: Config, folder: string): Promise<LoopMark | undefined> {
  const setting = config.nextHop.kind === 'smart-hosts' ? config.nextHop.loopMark : undefined
  if (setting === undefined) return undefined
  const file = resolve(folder, setting.key)
  const texts = serveTexts[config.language]
  const key = await readFile(file).catch((fault: unknown) => {
    throw new StartFailure(texts.loopMarkKeyFails(file, codeOf(fault)))
  })
  if (key.length < shortestKey) throw new StartFailure(texts.loopMarkKeyShort(file, shortestKey))
  return createLoopMark(key)
}
