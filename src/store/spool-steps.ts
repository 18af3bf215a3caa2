/**
 * The steps by which the tables of `records.db` came to be, the oldest first. Apart from what they do
 * (`spool-migrations.ts`), since few starts need more than their names.
 */
export const spoolSteps = ['0001-tables', '0002-routes'] as const
