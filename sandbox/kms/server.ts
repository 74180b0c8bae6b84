import { z } from "zod";
import type { Faults } from "../faults.ts";
import type { Docs } from "../state.ts";
import type { KmsKey } from "./key.ts";
import { KmsError, operationsOn } from "./operations.ts";
import { rightOf } from "./rights.ts";

/**
 * AWS KMS by its wire protocol (AWS JSON 1.1: one address, the operation in `x-amz-target`), so that the
 * app's own AWS client talks to it. Who signed decides what is allowed.
 */
export function createKms(keys: Docs<KmsKey>, faults: Pick<Faults, "draw">): (request: Request) => Promise<Response> {
  const operations = operationsOn(keys);

  async function answer(request: Request, operation: string): Promise<object> {
    const fault = await faults.draw("kms", operation);
    if (fault === "throttled" || fault === "429") throw new KmsError("ThrottlingException", "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.");
    if (fault === "500") throw new KmsError("KMSInternalException", "The request was rejected because an internal exception occurred.", 500);
    const run = operations[operation];
    if (request.method !== "POST" || !run) throw new KmsError("UnknownOperationException", "");
    const right = rightOf(request.headers.get("authorization"), operation);
    if (right === "unsigned") throw new KmsError("MissingAuthenticationTokenException", "Missing Authentication Token");
    if (right === "unknown") throw new KmsError("UnrecognizedClientException", "The security token included in the request is invalid.");
    if (right === "denied") throw new KmsError("AccessDeniedException", `User is not authorized to perform: kms:${operation} because no identity-based policy allows the kms:${operation} action`);
    const done = await run(await request.json());
    if (fault === "lost-answer") throw new KmsError("", "", 599);
    return done;
  }

  return async (request) => {
    const operation = /^TrentService\.(\w+)$/.exec(request.headers.get("x-amz-target") ?? "")?.[1] ?? "";
    const headers = { "content-type": "application/x-amz-json-1.1" };
    try {
      return new Response(JSON.stringify(await answer(request, operation)), { headers });
    } catch (error) {
      const known = error instanceof KmsError ? error : error instanceof z.ZodError ? new KmsError("ValidationException", z.prettifyError(error)) : error instanceof SyntaxError ? new KmsError("SerializationException", "") : undefined;
      if (!known) throw error;
      return new Response(known.status === 599 ? null : JSON.stringify({ __type: known.type, message: known.message }), { status: known.status, headers });
    }
  };
}
