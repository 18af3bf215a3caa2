/** Every route of the API. */

import { auditRoutes } from './routes/audit.ts'
import { checkRoutes } from './routes/check.ts'
import { decisionRoutes } from './routes/decisions.ts'
import { draftRoutes } from './routes/drafts.ts'
import { groupRoutes } from './routes/groups.ts'
import { healthRoutes } from './routes/health.ts'
import { listRoutes } from './routes/lists.ts'
import { policyRoutes } from './routes/policies.ts'
import { queueRoutes } from './routes/queue.ts'
import { revisionRoutes } from './routes/revisions.ts'
import { rosterRoutes } from './routes/roster.ts'
import { rosterDecisionRoutes } from './routes/roster-decisions.ts'
import { rosterRunRoutes } from './routes/roster-runs.ts'
import { rosterUploadRoutes } from './routes/roster-upload.ts'
import type { AnyRoute } from './route.ts'

export const routes: readonly AnyRoute[] = [
  ...checkRoutes,
  ...rosterRoutes,
  ...rosterUploadRoutes,
  ...rosterRunRoutes,
  ...rosterDecisionRoutes,
  ...policyRoutes,
  ...revisionRoutes,
  ...draftRoutes,
  ...listRoutes,
  ...decisionRoutes,
  ...groupRoutes,
  ...queueRoutes,
  ...auditRoutes,
  ...healthRoutes,
]
