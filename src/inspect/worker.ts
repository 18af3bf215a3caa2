/** Runs in a worker of the pool: one mail after the other, with the questions kept compiled from mail to mail. */

import { readSync } from 'node:fs'

import { undoubleDots } from '../mail/dots.ts'
import type { TextQuestion } from './content-facts.ts'
import { inspectWith } from './inspect-content.ts'
import { compileQuestions, type CompiledQuestions } from './text-search.ts'
import type { Task, TaskFacts } from './wire-form.ts'

/** Revisions that may be judged by side by side: the active one, and drafts that are tried. */
const mostKept = 4
const kept = new Map<string, CompiledQuestions>()

function compiledOf(questions: string): CompiledQuestions {
  let compiled = kept.get(questions)
  if (compiled === undefined) {
    // Written by our own thread out of questions that were checked when the revision was saved.
    const asked: readonly TextQuestion[] = JSON.parse(questions)
    compiled = compileQuestions(asked)
    const [oldest] = kept.keys()
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
    kept.set(questions, compiled)
  }
  return compiled
}

/** The first octets of a mail that lies in a file, as many as are inspected. */
function readFile(descriptor: number, octets: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(octets)
  let size = 0
  while (size < octets) {
    const read = readSync(descriptor, bytes, size, octets - size, size)
    if (read === 0) throw new Error('temporary file is shorter than its content')
    size += read
  }
  return bytes
}

export default async function inspectTask(task: Task): Promise<TaskFacts> {
  const { wire, size, bounds } = task
  const bytes =
    wire.kind === 'memory'
      ? Buffer.from(wire.octets.buffer)
      : readFile(wire.descriptor, Math.min(size, bounds.octets))
  const mail = task.isDotted ? undoubleDots(bytes) : bytes
  const isWhole = bytes.length === size
  const compiled = compiledOf(task.questions)
  const deadline = Math.min(performance.now() + bounds.seconds * 1_000, task.latest - performance.timeOrigin)
  const facts = await inspectWith(compiled, mail, isWhole ? mail.length : size, bounds, deadline)
  return { ...facts, answers: [...facts.answers.values()] }
}
