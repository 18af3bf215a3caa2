/** Mails go first where there are few processors: lowers the priority of whatever reads and compares tens of thousands of people. */

import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { availableParallelism, constants, loadavg, setPriority } from 'node:os'

/** A tenth of a processor is left where a mail server wants all of it: then an import takes longer, and ends. */
const lower = constants.priority.PRIORITY_BELOW_NORMAL

/** @param child Just started, so that the threads it will have begin with its priority. */
export function letGiveWay({ pid }: ChildProcess): void {
  if (pid !== undefined) lowerPriorityOf(pid)
}

/**
 * This process, with the threads that it has already: to Linux each of them is a process here. Where the system has `chrt`, they get only
 * what nobody else wants (`SCHED_IDLE`): a mail that comes then goes on at once, and not after the milliseconds that a low
 * priority may keep a processor. But not where nothing is left over: there the import would never end.
 * @param load Programs that want a processor, on average in the last minute.
 */
export function giveWay(load = loadavg()[0] ?? 0, processors = availableParallelism()): void {
  lowerPriorityOf(0)
  for (const thread of threads()) lowerPriorityOf(thread)
  if (load >= processors) return
  const words = ['--all-tasks', '--idle', '--pid', '0', String(process.pid)]
  const child = spawn('chrt', words, { stdio: 'ignore' })
  // Where it is not there, or may not do it, the priority has to do.
  child.on('error', () => undefined)
  child.unref()
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
