import pg from "pg";

/** Since when the operator has stopped all spending of the installation; null while it is allowed. */
export async function spendingStoppedAt(systemUrl: string): Promise<Date | null> {
  return asSystem(systemUrl, async (client) => (await client.query<{ at: Date | null }>(`select "spendingStoppedAt" as at from "Installation"`)).rows[0]?.at ?? null);
}

/**
 * Stops or allows all spending of the installation, in one transaction: no call of any workspace is taken or
 * sent after the commit, and on the way back what waited for it is queued again. Stopping twice keeps the
 * first moment. A workspace that its own owner has stopped stays stopped.
 */
export async function switchInstallation(systemUrl: string, allowed: boolean): Promise<void> {
  await asSystem(systemUrl, async (client) => {
    await client.query(`update "Installation" set "spendingStoppedAt" = ${allowed ? "null" : `coalesce("spendingStoppedAt", now())`}`);
    if (!allowed) return;
    await client.query(`update "Workspace" set "wakes" = "wakes" + 1`); // before the items, as in wake_items
    await client.query(`update "Item" set "state" = 'queued', "until" = null, "reason" = null, "say" = null where "state" = 'waiting' and "reason" = 'spending_stopped'`);
    await client.query(`select pg_notify('dispatch', '')`);
  });
}

async function asSystem<T>(systemUrl: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: systemUrl, application_name: "piccaso operator" });
  await client.connect();
  try {
    await client.query("begin");
    const result = await use(client);
    await client.query("commit");
    return result;
  } finally {
    // An end without a commit is a rollback.
    await client.end();
  }
}
