/** A route as the server and the OpenAPI document take it. */

import type { FastifySchema } from 'fastify'

import { problemSchema } from './problem.ts'
import type { AnyRoute } from './route.ts'

/** Every route may answer with these. */
const usualProblems = [400, 401, 403, 429, 500]

export function problemStatuses({ problems = [] }: AnyRoute): readonly number[] {
  return [...new Set([...usualProblems, ...problems])].toSorted((one, other) => one - other)
}

export function schemaOf(route: AnyRoute): FastifySchema {
  const { parameters, query, body, media, answers, summary, description, tag, scope } = route
  return {
    summary,
    description: `${description ?? summary} Scope: \`${scope}\`.`,
    tags: [tag],
    security: [{ token: [scope] }],
    ...(parameters === undefined ? {} : { params: parameters }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    ...(media === undefined ? {} : { consumes: [...media] }),
    response: {
      ...answers,
      ...Object.fromEntries(problemStatuses(route).map((status) => [status, problemSchema])),
    },
  }
}
