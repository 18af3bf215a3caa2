/** Starts a program of ours that works on tens of thousands of people while mails go on. */

import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'

import options from '../../bin/night-options.json' with { type: 'json' }
import { letGiveWay } from '../roster/give-way.ts'

/** @param words The program's file and what it is told. */
export function startBesideMails(words: readonly string[], stdio: StdioOptions): ChildProcess {
  const child = spawn(process.execPath, [...options, ...words], { stdio })
  letGiveWay(child)
  return child
}
