// Long lists out of the host's own tables (CLDR, IANA); `src/profile_lists.rs` is the only caller.

/** "DE\tGermany\n…" for codes that stand one after another, as the language sorts them. What the host does not know stays a code. */
export function countries(codes, language) {
  const names = new Intl.DisplayNames([language], { type: "region", fallback: "code" });
  const { compare } = new Intl.Collator(language);
  return codes
    .match(/../g)
    .map((code) => [code, names.of(code)])
    .sort(([, one], [, other]) => compare(one, other))
    .map((line) => line.join("\t"))
    .join("\n");
}

/** A line for each. */
export const timeZones = () => Intl.supportedValuesOf("timeZone").join("\n");

export function knowsTimeZone(name) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== undefined;
  } catch {
    return false;
  }
}

/** Unicode's normalization form C. */
export const composed = (text) => text.normalize("NFC");
