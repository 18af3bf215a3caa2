/** Rooms import downward only (ARCHITECTURE.md, "Rooms"), and the rooms of pure values do no I/O. */

import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { trackedFiles } from './tracked-files.ts'

/** What each room may import, besides itself and the files that are open to all. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  mail: [],
  text: ['mail', 'people', 'inspect', 'policy', 'cases'],
  people: ['mail'],
  inspect: ['mail'],
  policy: ['mail', 'people', 'inspect'],
  store: ['mail', 'people', 'inspect', 'policy'],
  deliver: ['mail', 'store'],
  control: [],
  operations: [],
  roster: ['people', 'store', 'deliver'],
  gate: ['mail', 'people', 'inspect', 'policy', 'store', 'deliver'],
  receive: ['mail', 'store', 'gate'],
  cases: ['mail', 'people', 'inspect', 'policy', 'gate'],
  api: ['mail', 'people', 'inspect', 'policy', 'store', 'deliver', 'gate', 'roster', 'cases'],
  cli: ['mail', 'people', 'inspect', 'policy', 'store', 'deliver', 'gate', 'roster', 'control', 'cases'],
}

/** `text` may only import what it puts into words: types. */
const typesOnly: readonly (readonly [string, string])[] = [
  ['text', 'mail'],
  ['text', 'people'],
  ['text', 'policy'],
  ['text', 'inspect'],
  ['text', 'cases'],
  ['store', 'policy'],
]

const openToAll = ['text', 'config', 'log']
const knowsEveryRoom = ['main.ts', 'start']
const withoutInputOutput = ['mail', 'people', 'policy', 'text']
const inputOutput = /^node:(fs|net|tls|http|https|dns|dgram|child_process|worker_threads|timers)/

const importStatement = /^\s*(?:import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm

function roomOf(path: string): string {
  const [, second = '', third] = path.split('/')
  return third === undefined ? second : second.replace(/\/$/, '')
}

function isAllowed(from: string, to: string, isType: boolean): boolean {
  if (from === to || openToAll.includes(to) || knowsEveryRoom.includes(from)) return true
  if (openToAll.includes(from) && from !== 'text') return isType || to === 'mail'
  const room = mayImport[from]
  if (room === undefined || !room.includes(to)) return false
  return isType || !typesOnly.some(([above, below]) => above === from && below === to)
}

export function importFaults(): readonly string[] {
  const faults: string[] = []
  for (const path of trackedFiles('src/*.ts', 'src/**/*.ts')) {
    const from = roomOf(path)
    for (const [, typeKeyword, target = ''] of readFileSync(path, 'utf8').matchAll(importStatement)) {
      if (withoutInputOutput.includes(from) && inputOutput.test(target)) {
        faults.push(`${path} imports ${target}: ${from}/ does no input or output.`)
      }
      if (!target.startsWith('.')) continue
      const to = roomOf(normalize(join(dirname(path), target)))
      if (!isAllowed(from, to, typeKeyword !== undefined)) {
        faults.push(`${path} imports ${target}: ${from} may not import ${to}.`)
      }
    }
  }
  return faults
}
