/** Mails go first where there are few processors: lowers the priority of whatever reads and compares tens of thousands of people. */

import type { ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

const lower = constants.priority.PRIORITY_BELOW_NORMAL

/** @param child Just started, so that the threads it will have begin with its priority. */
export function letGiveWay({ pid }: ChildProcess): void {
  if (pid !== undefined) lowerPriorityOf(pid)
}

/** This process, with the threads that it has already: to Linux each of them is a process here. */
export function giveWay(): void {
  lowerPriorityOf(0)
  for (const thread of threads()) lowerPriorityOf(thread)
}

function threads(): readonly number[] {
  try {
    return readdirSync('/proc/self/task').map(Number)
  } catch {
    return []
  }
}

function lowerPriorityOf(id: number): void {
  try {
    setPriority(id, lower)
  } catch {
    // It has ended already, or the system does not let us: then it works beside the mails.
  }
}
