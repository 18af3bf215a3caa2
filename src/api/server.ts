/**
 * The HTTP server of the API: tokens, scopes, limits, and one answer for everything that goes wrong. What routes do
 * stands in `routes/`.
 */

import { createHash } from 'node:crypto'

import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'

import { languageOfLocale, type Language } from '../text/language.ts'
import { apiTexts } from '../text/api.ts'

import { authenticate } from './authenticate.ts'
import { docsPage } from './docs-page.ts'
import type { ApiParts } from './parts.ts'
import { problemBody, statusOf, type ApiProblem } from './problem.ts'
import type { AnyRoute, Who } from './route.ts'
import { routes } from './routes.ts'
import { schemaOf } from './route-schema.ts'
import { createSlowRequests, type SlowRequests } from './slow-requests.ts'

export interface ApiSettings {
  readonly address: string
  /** 0 takes a free one. */
  readonly port: number
  /** For each token. */
  readonly requestsPerMinute: number
}

export interface ApiListener {
  readonly port: number
  readonly close: () => Promise<void>
}

const usualBodyLimit = 1_048_576
/** A name in a path is percent-encoded, up to three octets for one. */
const longestParameter = 3_000

/** Rejects where it cannot listen. */
export async function startApi(settings: ApiSettings, parts: ApiParts): Promise<ApiListener> {
  const app = fastify({
    bodyLimit: usualBodyLimit,
    // `slow-requests.ts` has a limit for each route.
    requestTimeout: 0,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: longestParameter },
  })
  app.removeContentTypeParser('text/plain')
  const slowRequests = createSlowRequests()
  app.addHook('onRequest', (request, _reply, done) => {
    slowRequests.watch(request.raw)
    done()
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(
    async (error, request, reply) => await send(reply, problemOf(error, request, parts), request, parts),
  )
  app.setNotFoundHandler(async (request, reply) => {
    const detail = apiTexts[languageOf(request, parts)].noRoute(
      request.method,
      request.url.replace(/\?.*/, ''),
    )
    return await send(reply, { code: 'no-route', detail }, request, parts)
  })
  await app.register(helmet, {
    // Plain HTTP: what sends a browser to HTTPS is for the proxy in front to say.
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      directives: { styleSrc: ["'self'", "'unsafe-inline'"], upgradeInsecureRequests: null },
    },
  })
  await app.register(rateLimit, {
    max: settings.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: ({ headers, ip }) =>
      headers.authorization === undefined
        ? ip
        : createHash('sha256').update(headers.authorization).digest('base64'),
    errorResponseBuilder: (_request, { max, ttl }) => new TooManyRequests(max, Math.ceil(ttl / 1000)),
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Sekisho', version: '1', description: apiTexts.en.page.intro },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(async (scope) => {
    for (const route of routes) if (route.media === undefined) addRoute(scope, route, parts, slowRequests)
    scope.get('/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger())
    scope.get('/v1/docs', { schema: { hide: true } }, async (request, reply) => {
      void reply.type('text/html; charset=utf-8')
      return docsPage(routes, languageOf(request, parts))
    })
  })
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // As it comes: the route takes it a piece at a time.
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    for (const route of routes) if (route.media !== undefined) addRoute(scope, route, parts, slowRequests)
    await Promise.resolve()
  })
  await app.listen({ host: settings.address, port: settings.port })
  const bound = app.server.address()
  return {
    port: bound !== null && typeof bound === 'object' ? bound.port : settings.port,
    close: async () => await app.close(),
  }
}

class TooManyRequests extends Error {
  readonly limit: number
  readonly seconds: number
  readonly statusCode = 429

  constructor(limit: number, seconds: number) {
    super('too many requests')
    this.limit = limit
    this.seconds = seconds
  }
}

function addRoute(app: FastifyInstance, route: AnyRoute, parts: ApiParts, slowRequests: SlowRequests): void {
  const { media } = route
  const known = new WeakMap<FastifyRequest, Who>()
  app.route({
    method: route.method,
    url: route.path,
    schema: schemaOf(route),
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    // Before the body is read and before anything is said about it: a stranger learns nothing.
    onRequest: async (request, reply) => {
      const language = languageOf(request, parts)
      const answer = await authenticate(request.headers.authorization, route.scope, parts, language)
      if ('problem' in answer) return await send(reply, answer.problem, request, parts)
      known.set(request, answer.who)
    },
    handler: async (request, reply) => {
      const who = known.get(request)
      if (who === undefined) throw new Error('a request came past its token')
      const { params, query, body } = request
      const language = languageOf(request, parts)
      if (media !== undefined) {
        const given = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
        if (given !== undefined && !media.includes(given)) {
          const detail = apiTexts[language].otherMedia(given, media)
          return await send(reply, { code: 'unsupported-media-type', detail }, request, parts)
        }
        slowRequests.leave(request.raw)
      }
      const acted = await route.act(
        {
          parameters: params,
          query,
          body,
          who,
          language,
          headers: request.headers,
        },
        parts,
      )
      if (media !== undefined) {
        // What is left of a body that was not wanted: who is still sending would not see the answer.
        request.raw.resume()
        slowRequests.watch(request.raw)
      }
      if ('problem' in acted) return await send(reply, acted.problem, request, parts)
      void reply
        .status(acted.status)
        .header('Cache-Control', 'no-store')
        .headers(acted.headers ?? {})
      return await reply.send(acted.body)
    },
  })
}

async function send(
  reply: FastifyReply,
  problem: ApiProblem,
  request: FastifyRequest,
  parts: ApiParts,
): Promise<FastifyReply> {
  const body = problemBody(problem, languageOf(request, parts))
  if (body.status === 401) void reply.header('WWW-Authenticate', 'Bearer')
  // The schema of a route's answers does not hold for it: `serializer` would leave fields out.
  return await reply
    .status(statusOf(problem))
    .type('application/problem+json')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(body)
}

function problemOf(error: unknown, request: FastifyRequest, parts: ApiParts): ApiProblem {
  const texts = apiTexts[languageOf(request, parts)]
  if (error instanceof TooManyRequests)
    return { code: 'too-many-requests', detail: texts.tooMany(error.limit, error.seconds) }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = error.validation.map(({ instancePath, message }) => ({
      path: `${error.validationContext ?? ''}${instancePath}`,
      text: message ?? '',
    }))
    return {
      code: 'bad-request',
      detail: faults.map(({ path, text }) => `${path}: ${text}`).join('; '),
      faults,
    }
  }
  const { statusCode, message } = asHttpError(error)
  if (statusCode === 413) return { code: 'too-large', detail: message }
  if (statusCode === 415) return { code: 'unsupported-media-type', detail: message }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { code: 'bad-request', detail: message }
  parts.fault(error)
  return { code: 'fault', detail: texts.internalFault }
}

function asHttpError(error: unknown): { readonly statusCode: number | undefined; readonly message: string } {
  if (!(error instanceof Error)) return { statusCode: undefined, message: String(error) }
  const statusCode =
    'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined
  return { statusCode, message: error.message }
}

/** The caller's, by `Accept-Language`; else the gate's. */
function languageOf(request: FastifyRequest, { language }: ApiParts): Language {
  const wanted = request.headers['accept-language']
  return wanted === undefined || wanted === '*' ? language : languageOfLocale(wanted)
}
