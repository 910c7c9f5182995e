// Who answers first: a Durable Object for each session of a profile form (`src/profile.rs`). It alone can decide for all of
// Cloudflare's locations at once, and it keeps no answer: a digest and a time, until the session is over.

const FIRST = "first";

export class AnswerOnce {
  constructor({ storage }) {
    this.storage = storage;
  }

  /** Answers with the first digest that was brought, and with when that was: that of this request, or one before it. */
  async fetch({ url }) {
    const { searchParams } = new URL(url);
    const brought = { digest: searchParams.get("digest"), at: Number(searchParams.get("at")) };
    const until = Number(searchParams.get("until"));
    // Nothing comes between looking and writing: a transaction of one object is by itself.
    const first = await this.storage.transaction(async (storage) => {
      const before = await storage.get(FIRST);
      if (before === undefined) await storage.put(FIRST, brought);
      return before ?? brought;
    });
    if ((await this.storage.getAlarm()) === null) await this.storage.setAlarm(until * 1000);
    return Response.json(first);
  }

  /** The session is over. */
  async alarm() {
    await this.storage.deleteAll();
  }
}

/** Brings a claim to the object of its session, and says what became of it: see `Claimed` in `src/profile.rs`. */
export async function claim({ ANSWERS }, session, digest, until, now) {
  if (!ANSWERS) return "unavailable";
  try {
    const at = Math.floor(now / 1000);
    const object = ANSWERS.get(ANSWERS.idFromName(session));
    const response = await object.fetch(`https://claims/?digest=${digest}&at=${at}&until=${until}`);
    const first = await response.json();
    return first.digest === digest ? `granted ${first.at}` : "refused";
  } catch {
    console.error(JSON.stringify({ event: "claim-failed" }));
    return "unavailable";
  }
}
