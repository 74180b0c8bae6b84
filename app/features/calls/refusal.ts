import { z } from "zod";

/** Why a call may not be sent now, as take_call answers it. */
export const Refusal = z.enum(["stopped", "overrun", "no-key", "paused", "full", "cap-run", "cap-key", "cap-workspace"]);
export type Refusal = z.output<typeof Refusal>;
