/**
 * Tokens of the API. Only their SHA-256 is kept: a secret of 256 random bits needs no slow hash, and who reads the
 * database learns none. Shared by the gate and the terminal, so that a revocation counts at the next request.
 */

import { createHash, randomBytes } from 'node:crypto'

import { z } from 'zod'

import { writeAudit } from './audit.ts'
import type { Desk } from './desk.ts'

export interface Token {
  /** Unique among all tokens, revoked ones too: the audit log names who did something by it. */
  readonly name: string
  readonly scopes: readonly string[]
  /** Milliseconds since 1970, as all times here. */
  readonly createdAt: number
  readonly createdBy: string
  /** `undefined`: it stays good. */
  readonly expiresAt: number | undefined
  readonly revokedAt: number | undefined
  /** To the minute. */
  readonly usedAt: number | undefined
}

/** Tells people and secret scanners what it is. */
const prefix = 'sekisho_'
const secretSize = 32
const minute = 60_000

const row = z.object({
  name: z.string(),
  scopes: z.string(),
  created_at: z.number(),
  created_by: z.string(),
  expires_at: z.number().nullable(),
  revoked_at: z.number().nullable(),
  used_at: z.number().nullable(),
})

const columns = 'name, scopes, created_at, created_by, expires_at, revoked_at, used_at'

/** The secret, given once and kept nowhere. `undefined`: the name is taken. */
export async function createToken(
  { database, write }: Desk,
  token: Pick<Token, 'name' | 'scopes' | 'createdAt' | 'createdBy' | 'expiresAt'>,
): Promise<string | undefined> {
  const { name, scopes, createdAt, createdBy, expiresAt } = token
  const secret = prefix + randomBytes(secretSize).toString('base64url')
  return await write(() => {
    if (database.prepare('select name from tokens where name = ?').get(name) !== undefined) return undefined
    database
      .prepare(
        'insert into tokens (name, hash, scopes, created_at, created_by, expires_at) values (?, ?, ?, ?, ?, ?)',
      )
      .run(name, hashOfSecret(secret), scopes.join(' '), createdAt, createdBy, expiresAt ?? null)
    const entry = { action: 'token.create', subject: name, before: undefined, after: undefined }
    writeAudit(database, { ...entry, at: createdAt, who: createdBy, why: scopes.join(' ') })
    return secret
  })
}

/** In the order they were made. */
export function listTokens({ database }: Desk): readonly Token[] {
  return database.prepare(`select ${columns} from tokens order by created_at, name`).all().map(tokenOf)
}

/** False: there is none in force of that name. `at`: milliseconds since 1970. */
export async function revokeToken(
  { database, write }: Desk,
  name: string,
  { who, at }: { readonly who: string; readonly at: number },
): Promise<boolean> {
  return await write(() => {
    const revoke = database.prepare('update tokens set revoked_at = ? where name = ? and revoked_at is null')
    if (Number(revoke.run(at, name).changes) === 0) return false
    const entry = { action: 'token.revoke', subject: name, before: undefined, after: undefined }
    writeAudit(database, { ...entry, at, who, why: '' })
    return true
  })
}

/** Looks up the token in force that has a secret. `at`: milliseconds since 1970. */
export function createTokenFinder({
  database,
  write,
}: Desk): (secret: string, at: number) => Promise<Token | undefined> {
  const byHash = database.prepare(`select ${columns} from tokens where hash = ? and revoked_at is null`)
  const use = database.prepare('update tokens set used_at = ? where name = ?')
  return async (secret, at) => {
    const found = byHash.get(hashOfSecret(secret))
    if (found === undefined) return undefined
    const token = tokenOf(found)
    if (token.expiresAt !== undefined && token.expiresAt <= at) return undefined
    // A write for each request would cost more than it tells.
    if (token.usedAt === undefined || at - token.usedAt >= minute) await write(() => use.run(at, token.name))
    return token
  }
}

function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

function tokenOf(given: unknown): Token {
  const { name, scopes, created_at, created_by, expires_at, revoked_at, used_at } = row.parse(given)
  return {
    name,
    scopes: scopes === '' ? [] : scopes.split(' '),
    createdAt: created_at,
    createdBy: created_by,
    expiresAt: expires_at ?? undefined,
    revokedAt: revoked_at ?? undefined,
    usedAt: used_at ?? undefined,
  }
}
