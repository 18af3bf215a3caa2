/**
 * What a route of the API is: one object with its scope, its schemas and what it does. The server, the OpenAPI
 * document, its page and the test of scopes derive from the list of routes.
 */

import type { IncomingHttpHeaders } from 'node:http'

import type { z } from 'zod'

import type { Language } from '../text/language.ts'

import type { ApiProblem } from './problem.ts'
import type { ApiParts } from './parts.ts'
import type { Scope } from '../store/scopes.ts'

/** Who asks, as his token says. */
export interface Who {
  readonly token: string
}

export interface Asked<Parameters, Query, Body> {
  readonly parameters: Parameters
  readonly query: Query
  readonly body: Body
  readonly who: Who
  readonly language: Language
  readonly headers: IncomingHttpHeaders
}

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE'

/** A success: one of the statuses that the route's `answers` names. */
export interface Done {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type Acted = Done | { readonly problem: ApiProblem }

export interface Route<Parameters, Query, Body> {
  readonly method: Method
  /** Parameters as `:name`. */
  readonly path: string
  readonly scope: Scope
  /** Groups the routes in the document. */
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly parameters?: z.ZodType<Parameters>
  readonly query?: z.ZodType<Query>
  readonly body?: z.ZodType<Body>
  /**
   * Media types of a body that is handed on as it comes (`Readable`), however long it is and takes: the route sees to both. Default:
   * JSON, read whole. A request that names no type is taken at its word.
   */
  readonly media?: readonly string[]
  /** Octets of a body, where it may be more than usual. */
  readonly bodyLimit?: number
  readonly answers: Readonly<Record<number, z.ZodType>>
  /** Statuses of problems that only this route has. */
  readonly problems?: readonly number[]
  act(asked: Asked<Parameters, Query, Body>, parts: ApiParts): Acted | Promise<Acted>
}

/** A route whose types only itself knows: requests reach `act` through its schemas alone. */
export type AnyRoute = Route<unknown, unknown, unknown>

export function defineRoute<Parameters = unknown, Query = unknown, Body = unknown>(
  route: Route<Parameters, Query, Body>,
): AnyRoute {
  return route
}
