/** Every route of the API. */

import { auditRoutes } from './routes/audit.ts'
import { groupRoutes } from './routes/groups.ts'
import { healthRoutes } from './routes/health.ts'
import { queueRoutes } from './routes/queue.ts'
import { rosterRoutes } from './routes/roster.ts'
import type { AnyRoute } from './route.ts'

export const routes: readonly AnyRoute[] = [
  ...healthRoutes,
  ...rosterRoutes,
  ...groupRoutes,
  ...queueRoutes,
  ...auditRoutes,
]
