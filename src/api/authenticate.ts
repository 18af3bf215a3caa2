/** Who asks, and whether his token may do what the route does. */

import { apiTexts } from '../text/api.ts'
import type { Language } from '../text/language.ts'

import type { ApiParts } from './parts.ts'
import type { ApiProblem } from './problem.ts'
import type { Who } from './route.ts'
import type { Scope } from '../store/scopes.ts'

const bearer = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i

/** @param authorization the field of the request */
export async function authenticate(
  authorization: string | undefined,
  needed: Scope,
  { holderOf }: Pick<ApiParts, 'holderOf'>,
  language: Language,
): Promise<{ readonly who: Who } | { readonly problem: ApiProblem }> {
  const texts = apiTexts[language]
  const secret = bearer.exec(authorization ?? '')?.[1]
  if (secret === undefined) return { problem: { code: 'no-token', detail: texts.missingToken } }
  const holder = await holderOf(secret)
  if (holder === undefined) return { problem: { code: 'wrong-token', detail: texts.unknownToken } }
  const { name, scopes } = holder
  if (!scopes.includes(needed))
    return { problem: { code: 'out-of-scope', detail: texts.needsScope(needed, scopes) } }
  return { who: { token: name } }
}
