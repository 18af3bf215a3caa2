/** A secret of this gate that outlives a restart: random octets in a file for its eyes alone, made where there is none. */

import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const secretSize = 32

/** Throws the system's error where the file can neither be read nor made, or holds too little. */
export function readOrMakeSecret(path: string): Buffer {
  try {
    const secret = readFileSync(path)
    if (secret.length < secretSize) throw new Error(`${path} holds fewer than ${secretSize} octets`)
    return secret
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ENOENT')) throw fault
  }
  const secret = randomBytes(secretSize)
  const temporary = `${path}.new`
  const descriptor = openSync(temporary, 'w', 0o600)
  try {
    writeSync(descriptor, secret)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(temporary, path)
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
  return secret
}
