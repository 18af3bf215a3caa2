/** Starts the next hop as a process that outlives every kill of the gate, and asks it. */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

import { answerSchema, type AnswerOfHop, type QuestionToHop } from './hop-messages.ts'
import type { Mood, TakenMail } from './hop-server.ts'

export interface Hop {
  readonly port: number
  readonly setMood: (mood: Mood) => void
  /** Every mail that it has taken so far. */
  readonly taken: () => Promise<readonly TakenMail[]>
  readonly connections: () => Promise<{
    readonly open: number
    readonly most: number
    readonly total: number
  }>
}

export async function startHop(context: Pick<TestContext, 'after'>, seed: number): Promise<Hop> {
  const child = fork(join(import.meta.dirname, 'hop-process.ts'), [String(seed)])
  context.after(() => {
    child.kill('SIGKILL')
  })
  const taken: TakenMail[] = []
  let turn: Promise<unknown> = Promise.resolve()

  const answer = async (): Promise<AnswerOfHop> => {
    const [message]: unknown[] = await once(child, 'message')
    return answerSchema.parse(message)
  }
  const ask = (question: QuestionToHop): void => {
    if (child.connected) child.send(question)
  }
  const report = async (before: Promise<unknown>): Promise<Extract<AnswerOfHop, { kind: 'report' }>> => {
    await before
    const coming = answer()
    ask({ kind: 'report' })
    const given = await coming
    if (given.kind !== 'report') throw new Error('the next hop gave no report')
    taken.push(...given.taken)
    return given
  }
  /** One report at a time. */
  const inTurn = async (): Promise<Extract<AnswerOfHop, { kind: 'report' }>> => {
    const mine = report(turn)
    turn = mine
    return await mine
  }

  const first = await answer()
  if (first.kind !== 'listening') throw new Error('the next hop does not listen')
  return {
    port: first.port,
    setMood: (mood) => {
      ask({ kind: 'mood', mood })
    },
    taken: async () => {
      await inTurn()
      return taken
    },
    connections: async () => (await inTurn()).connections,
  }
}
