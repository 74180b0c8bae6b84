import pg from "pg";
import { PgBoss } from "pg-boss";

/** The schema of the queue's own tables. */
export const QUEUE_SCHEMA = "queue";

/** Every queue. `item` and `publish` carry the long work; `interactive` has hands of its own. */
export const QUEUES = ["item", "interactive", "publish", "inbox", "sweep", "verify-key", "catalog", "automation"] as const;
export type QueueName = (typeof QUEUES)[number];

/** Seconds without a sign of life after which a job is given to another worker (pg-boss's least). */
const HEARTBEAT_SECONDS = 10;

/**
 * Installs or updates the queue's tables as the owner, makes the queues, and gives each role the least
 * it needs: the app and system roles may only send.
 */
export async function installQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: QUEUE_SCHEMA, supervise: false, schedule: false });
  await boss.start();
  for (const name of QUEUES) {
    const options = { retryLimit: 5, retryDelay: 1, retryBackoff: true, heartbeatSeconds: HEARTBEAT_SECONDS, expireInSeconds: 3600, deleteAfterSeconds: 3600, notify: false };
    if (await boss.getQueue(name)) await boss.updateQueue(name, options);
    else await boss.createQueue(name, options);
  }
  await boss.stop({ graceful: false });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`
      GRANT USAGE ON SCHEMA queue TO piccaso_app, piccaso_system, piccaso_queue;
      GRANT SELECT, INSERT ON queue.job, queue.job_common TO piccaso_app, piccaso_system;
      GRANT SELECT ON queue.queue, queue.version TO piccaso_app, piccaso_system;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA queue TO piccaso_queue;
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA queue TO piccaso_queue;`);
  } finally {
    await client.end();
  }
}
