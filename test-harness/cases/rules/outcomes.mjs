// Prints events and what the JavaScript twins make of them: [{"given": …, "gives": {name: result}}], a rule without a
// result left out. `node outcomes.mjs [how many]`

import { events } from "./events.mjs";
import { twins } from "./twin.mjs";

const outcomes = events(Number(process.argv[2] ?? 1000)).map((given) => ({
  given,
  gives: Object.fromEntries(Object.entries(twins).map(([name, twin]) => [name, twin(given)])),
}));
process.stdout.write(JSON.stringify(outcomes));
