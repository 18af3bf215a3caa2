/**
 * The queue: takes mails that are due out of the spool, and those just accepted out of memory, brings each recipient to
 * his destination, and puts on disk what came of it. A mail that is lost from memory is due again in the spool: nothing
 * here has to survive. How often and where to is decided in `back-off.ts`, `lane.ts` and `route.ts`.
 */

import type { Content } from '../mail/content.ts'
import { SpoolFault, type Settlement, type SpooledMail, type SpooledSummary } from '../store/spool.ts'

import { demandIn } from './demand.ts'
import { Lane } from './lane.ts'
import type { Delivery } from './next-hop.ts'
import { asSpooled, type MailToKeep } from './mail-to-keep.ts'
import { attempt, postpone, type Active, type Done, type Job } from './queue-attempt.ts'
import type { QueueParts } from './queue-parts.ts'
import { resultsOf } from './recipient-outcomes.ts'
import type { Destination } from './route.ts'

/** Milliseconds between two looks at the spool at most, and at least. */
const longestNap = 30_000
const shortestNap = 20
/** The same while some destination has its share of the places, and more mails wait for it on disk. */
const crowdedNap = 200
/** Milliseconds for which mails under way may go on at the end. */
const patienceAtEnd = 15_000
/** Milliseconds until an outcome that could not be put on disk is tried again. */
const recordAgain = 1_000
/** Mails that are woken at a time when a destination is back. */
const pageSize = 1_000
/** Octets of contents just accepted that are kept in memory for their delivery. */
const keptInMemory = 33_554_432

export class Queue {
  readonly #parts: QueueParts
  readonly #lanes = new Map<string, Lane<Job>>()
  readonly #running = new Set<Promise<void>>()
  #active = 0
  #octets = 0
  #timer: NodeJS.Timeout | undefined
  #wakesAt = Infinity
  #isFilling = false
  /** Woken during a look at the spool, which may have missed what it was woken for. */
  #looksAgain = false
  /** More was due in the spool than there was room for. */
  #mayHoldMore = false
  /** Destinations that have their share of the places, while the spool may hold more for them. */
  #crowded = new Set<string>()
  #isClosing = false
  /** The patience of `close` is at its end, too. */
  #isOver = false
  #isStarted = false

  constructor(parts: QueueParts) {
    this.#parts = parts
  }

  /** False: nothing can be put on disk now, or the gate stops. Ask before relying on `accept`. */
  get isReady(): boolean {
    return this.#parts.spool.isReady && !this.#isClosing
  }

  /** Mails in delivery or in line for it. */
  get active(): number {
    return this.#active
  }

  start(): void {
    this.#isStarted = true
    this.wake()
  }

  /** Looks at the spool now: something may be due that was not. */
  wake(): void {
    if (!this.#isStarted || this.#isClosing) return
    clearTimeout(this.#timer)
    this.#wakesAt = Infinity
    void this.#fill()
  }

  /** The destination could not be reached a moment ago: a mail for it had better go into the spool at once. */
  isResting({ name }: Destination): boolean {
    return this.#lanes.get(name)?.isResting === true
  }

  /** What a delivery beside the queue has shown of the destination. */
  learn({ name }: Destination, delivery: Delivery, id: string): void {
    if (delivery.isDown) {
      const [result] = resultsOf(delivery, 1, id, Date.now())
      if (result !== undefined) this.#laneOf(name).failed(result.lastReply)
    } else if (this.#lanes.get(name)?.succeeded() === true) {
      void this.#welcomeBack(name)
    }
  }

  /**
   * Puts mails into the spool and delivers them at once where there is room. Rejects with `SpoolFault`: then none of
   * them is there. Contents may be disposed of once this has settled.
   */
  async accept(mails: readonly MailToKeep[], settle?: readonly Settlement[]): Promise<void> {
    const { spool } = this.#parts
    const room = this.#isStarted && !this.#isClosing ? this.#parts.settings.active - this.#active : 0
    const settled = new Set(settle?.map(({ id }) => id))
    const atOnce = mails
      .filter(({ id, state, dueAt }) => !settled.has(id) && state !== 'held' && dueAt === undefined)
      .filter(({ recipients }) => recipients.some(({ route }) => !this.#isCrowded(route)))
      .slice(0, Math.max(0, room))
    this.#active += atOnce.length
    // The queue's own time, which the wall clock may have left.
    const now = this.#parts.clock.now()
    const known = new Set(atOnce)
    try {
      const change = { accept: mails.map((mail) => ({ dueAt: now, ...mail, isActive: known.has(mail) })) }
      const committed = await spool.commit(settle === undefined ? change : { ...change, settle })
      for (const mail of atOnce) {
        if (committed.known.some(({ id }) => id === mail.id)) this.#active -= 1
        else this.#launch(asSpooled(mail), mail.content)
      }
    } catch (fault) {
      this.#active -= atOnce.length
      throw fault
    }
    const dueAts = (settle ?? []).flatMap(({ recipients }) =>
      recipients.flatMap(({ outcome }) => ('dueAt' in outcome ? [outcome.dueAt] : [])),
    )
    if (dueAts.length > 0) this.#wakeIn(Math.min(...dueAts) - this.#parts.clock.now())
    if (room < mails.length) this.#wakeIn(shortestNap)
    else if (atOnce.length < mails.length) this.#wakeIn(crowdedNap)
  }

  /** Takes no more mails, lets those under way end, and forgets the others: the spool has them. */
  async close(): Promise<void> {
    this.#isClosing = true
    clearTimeout(this.#timer)
    for (const lane of this.#lanes.values()) lane.waiting.length = 0
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceAtEnd)))
    await Promise.race([Promise.allSettled(this.#running), patience])
    clearTimeout(timer)
    this.#isOver = true
  }

  async #fill(): Promise<void> {
    if (this.#isFilling) {
      this.#looksAgain = true
      return
    }
    this.#isFilling = true
    const { spool, settings, clock } = this.#parts
    try {
      const room = settings.active - this.#active
      if (room > 0 && !this.#isClosing) {
        const now = clock.now()
        const isFull = await this.#takeDue(room, now)
        const next = isFull ? undefined : await spool.nextDueAt(now)
        if (next === undefined) return
        // A mail that is due later than any pause can be owes that to a clock that was wrong: it is due now.
        if (next > now + 2 * settings.longestRetry)
          await this.#takeDue(Math.max(0, settings.active - this.#active), next)
        else this.#wakeIn(next - clock.now())
      } else {
        this.#mayHoldMore = true
      }
    } catch (fault) {
      if (!this.#isClosing) this.#parts.report({ kind: 'fault', id: '', fault })
    } finally {
      this.#isFilling = false
      this.#wakeIn(this.#looksAgain ? shortestNap : longestNap)
      this.#looksAgain = false
    }
  }

  /** True: there were as many as there is room for, and there may be more. */
  async #takeDue(room: number, horizon: number): Promise<boolean> {
    const { spool, settings } = this.#parts
    const { mails, isCut, crowded } = await spool.due(room, horizon, settings.active)
    this.#active += mails.length
    this.#mayHoldMore = isCut
    this.#crowded = new Set(crowded)
    // Its last mail in delivery may have left it before this answer came.
    if (crowded.length > 0) this.#wakeIn(crowdedNap)
    for (const mail of mails) this.#launch(mail, undefined)
    return isCut
  }

  /** No destination gets more places than are still free: one that is slow leaves room for all others. */
  #isCrowded(name: string): boolean {
    return (this.#lanes.get(name)?.size ?? 0) >= this.#parts.settings.active - this.#active
  }

  #wakeIn(milliseconds: number): void {
    if (this.#isClosing || !this.#isStarted) return
    const nap = Math.min(longestNap, Math.max(shortestNap, milliseconds))
    const at = performance.now() + nap
    if (at >= this.#wakesAt) return
    clearTimeout(this.#timer)
    this.#wakesAt = at
    this.#timer = setTimeout(() => this.wake(), nap)
  }

  #laneOf(name: string): Lane<Job> {
    const known = this.#lanes.get(name)
    if (known !== undefined) return known
    if (this.#lanes.size >= this.#parts.settings.active) {
      for (const [other, lane] of this.#lanes) if (lane.isForgettable) this.#lanes.delete(other)
    }
    const lane = new Lane<Job>(this.#parts.settings.perDestination, this.#parts.settings)
    this.#lanes.set(name, lane)
    return lane
  }

  #launch(mail: SpooledMail, content: Content | undefined): void {
    const groups = new Map<string, { destination: Destination; indexes: number[] }>()
    for (const [index, { state, address, route }] of mail.recipients.entries()) {
      if (state !== 'waiting') continue
      const destination = this.#parts.router.destinationOf(address, demandIn(route))
      const group = groups.get(destination.name)
      if (group === undefined) groups.set(destination.name, { destination, indexes: [index] })
      else group.indexes.push(index)
    }
    const jobs = groups.size
    const recording = Promise.resolve()
    const active: Active = { mail, content: this.#keep(content), jobs, unrecorded: jobs, recording }
    if (groups.size === 0) this.#leave(active)
    for (const { destination, indexes } of groups.values()) {
      const job = { active, destination, indexes }
      if (jobs > 1 && this.#isCrowded(destination.name)) this.#putOff(job)
      else {
        this.#laneOf(destination.name).waiting.push(job)
        this.#work(destination.name)
      }
    }
  }

  /** The other recipients of the mail need not wait for this destination. */
  #putOff(job: Job): void {
    const { clock, settings, report } = this.#parts
    const run = this.#record(job, postpone(job, clock.now() + settings.firstRetry))
      .catch((fault: unknown) => report({ kind: 'fault', id: job.active.mail.id, fault }))
      .finally(() => {
        this.#running.delete(run)
        this.#end(job)
      })
    this.#running.add(run)
  }

  /** A small content stays in memory for its delivery; `undefined`: it is read from the spool. */
  #keep(content: Content | undefined): Content | undefined {
    if (content?.wire.kind !== 'memory' || this.#octets + content.size > keptInMemory) return undefined
    const { wire, size, dotted, header } = content
    const kept: Content = { wire, size, dotted, header, lineFaults: [], dispose: () => undefined }
    this.#octets += kept.size
    return kept
  }

  #leave(active: Active): void {
    this.#active -= 1
    this.#octets -= active.content?.size ?? 0
    if (this.#mayHoldMore && this.#active <= this.#parts.settings.active / 2) this.wake()
  }

  #end({ active }: Job): void {
    active.jobs -= 1
    if (active.jobs === 0) this.#leave(active)
  }

  /** A crowded destination gets more from the spool once it has half of its share left. */
  #refill(name: string, lane: Lane<Job>): void {
    if (this.#crowded.size === 0) return
    const share = this.#parts.settings.active - this.#active
    if (this.#crowded.has(name) && lane.size <= share / 2) this.wake()
    // The spool may know it by another name, from an earlier configuration.
    else this.#wakeIn(crowdedNap)
  }

  #work(name: string): void {
    const lane = this.#laneOf(name)
    while (!this.#isClosing && lane.waiting.length > 0 && (lane.isResting || lane.hasRoom)) {
      const job = lane.waiting.shift()
      if (job === undefined) return
      lane.running += 1
      const run = this.#run(job, lane).finally(() => {
        lane.running -= 1
        this.#running.delete(run)
        this.#end(job)
        this.#refill(name, lane)
        this.#work(name)
      })
      this.#running.add(run)
    }
  }

  /** Never rejects. */
  async #run(job: Job, lane: Lane<Job>): Promise<void> {
    const { report, clock, settings } = this.#parts
    const { mail } = job.active
    try {
      const resting = lane.isResting ? lane.lastReply : undefined
      const done = await attempt(job, resting, this.#parts)
      if (done === undefined) return
      const { delivery } = done
      if (delivery?.isDown === true) lane.failed(done.lastReply)
      else if (delivery !== undefined && lane.succeeded()) void this.#welcomeBack(job.destination.name)
      await this.#record(job, done)
    } catch (fault) {
      // At the end a failing disk is no news: what is not on record is due again after the next start.
      if (this.#isClosing) return
      report({ kind: 'fault', id: mail.id, fault })
      await this.#record(job, postpone(job, clock.now() + settings.longestRetry)).catch((again: unknown) => {
        report({ kind: 'fault', id: mail.id, fault: again })
      })
    }
  }

  /**
   * What has happened must be on disk before it is forgotten: tried until it is, or until the end. The last job of a mail
   * to be recorded gives the mail back, so jobs that end at the same moment must not each take the other for the last.
   */
  async #record({ active }: Job, done: Done): Promise<void> {
    const mine = active.recording.then(async () => await this.#putOnDisk(active, done))
    active.recording = mine.catch(() => undefined)
    await mine
  }

  async #putOnDisk(active: Active, { recipients, isWarned, reports, events }: Done): Promise<void> {
    const { report } = this.#parts
    const { id } = active.mail
    const staysActive = active.unrecorded > 1
    for (let tries = 0; ; tries += 1) {
      try {
        await this.accept(reports, [{ id, recipients, isWarned, staysActive }])
        break
      } catch (fault) {
        // Not given up by `close` at once: what was delivered and is not on record is delivered again after the next start.
        if (!(fault instanceof SpoolFault) || this.#isOver) throw fault
        if (tries === 0) report({ kind: 'unrecorded', id, why: fault.message })
        await new Promise((resolve) => setTimeout(resolve, recordAgain))
      }
    }
    active.unrecorded -= 1
    for (const event of events) report(event)
  }

  /** A destination can be reached again: those of its mails that nobody has answered yet need not wait any longer. */
  async #welcomeBack(route: string): Promise<void> {
    const { spool, clock, report } = this.#parts
    try {
      let after: string | undefined
      do {
        const page = await spool.list({ state: 'deferred', route }, pageSize, after)
        const unanswered = page.filter(
          ({ isActive, recipients }) => !isActive && recipients.some(isUnanswered),
        )
        await spool.retry(
          unanswered.map(({ id }) => id),
          clock.now(),
        )
        after = page.length === pageSize ? page.at(-1)?.id : undefined
        this.wake()
      } while (after !== undefined && !this.#isClosing)
    } catch (fault) {
      if (!this.#isClosing) report({ kind: 'fault', id: '', fault })
    }
  }
}

function isUnanswered({ state, lastReply }: SpooledSummary['recipients'][number]): boolean {
  return state === 'waiting' && lastReply?.by === ''
}
