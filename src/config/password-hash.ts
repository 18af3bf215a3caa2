/**
 * Hashes of passwords: argon2id in the PHC string form (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`). Makes them, reads
 * them and holds a password against one; off the event loop, in libuv's thread pool.
 */

import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'

export interface PasswordHash {
  /** KiB. */
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly salt: Buffer
  readonly hash: Buffer
}

/** OWASP's first choice for argon2id: 19 MiB, 2 passes. */
const usual = { memory: 19_456, passes: 2, parallelism: 1 }
const saltSize = 16
const hashSize = 32
/** KiB; more would let a few logins at a time take the memory of the mails. */
const mostMemory = 262_144
const mostPasses = 16
const mostParallelism = 16

const phc =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/

/** `undefined`: it is no argon2id hash, or its parameters are out of bounds. */
export function readPasswordHash(text: string): PasswordHash | undefined {
  const match = phc.exec(text)
  if (match === null) return undefined
  const [, memory, passes, parallelism, salt = '', hash = ''] = match
  const read = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
  const isBounded =
    read.memory <= mostMemory &&
    read.memory >= 8 * read.parallelism &&
    read.passes >= 1 &&
    read.passes <= mostPasses &&
    read.parallelism >= 1 &&
    read.parallelism <= mostParallelism
  return isBounded ? read : undefined
}

/** A hash for `passwordHash`, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltSize)
  const hash = await derive(password, { ...usual, salt, hash: Buffer.alloc(hashSize) })
  const { memory, passes, parallelism } = usual
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`
}

export async function isPassword(password: string, expected: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(password, expected), expected.hash)
}

/** A hash that no password fits, as dear to check as `like`. */
export function unmatchable(like: Omit<PasswordHash, 'salt' | 'hash'> = usual): PasswordHash {
  return { ...like, salt: randomBytes(saltSize), hash: randomBytes(hashSize) }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

function derive(
  password: string,
  { memory, passes, parallelism, salt, hash }: PasswordHash,
): Promise<Buffer> {
  const parameters: Argon2Parameters = {
    // RFC 8265 section 4.2: one form for characters that can be written in two.
    message: Buffer.from(password.normalize('NFC')),
    nonce: salt,
    parallelism,
    tagLength: hash.length,
    memory,
    passes,
  }
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, derived) => {
      if (error === null) resolve(derived)
      else reject(error)
    })
  })
}
