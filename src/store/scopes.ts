/** What a token may be allowed to do. Each route names one scope; `docs/api.md` lists them. */

export const scopes = [
  'check',
  'decisions:read',
  'groups:read',
  'groups:write',
  'health:read',
  'lists:read',
  'lists:write',
  'policies:activate',
  'policies:read',
  'policies:write',
  'queue:read',
  'queue:write',
  'roster:approve',
  'roster:read',
  'roster:write',
  'audit:read',
] as const

export type Scope = (typeof scopes)[number]

export function isScope(text: string): text is Scope {
  return scopes.some((scope) => scope === text)
}
