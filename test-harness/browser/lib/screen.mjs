// Pictures of what was on the screen.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Takes numbered pictures into a folder; does nothing without one. */
export class Screen {
  #folder;
  #page;
  #count = 0;
  #frame;

  constructor(page, folder) {
    this.#page = page;
    this.#folder = folder;
  }

  /**
   * Keeps the newest frame that the browser shows. A page that goes on by itself can be had in no other
   * way: whatever asks the page waits until the navigation under way has ended.
   */
  async follow() {
    if (!this.#folder) return;
    await mkdir(this.#folder, { recursive: true });
    const session = await this.#page.context().newCDPSession(this.#page);
    session.on('Page.screencastFrame', ({ data, sessionId }) => {
      this.#frame = data;
      session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
    });
    await session.send('Page.startScreencast', { format: 'png' });
  }

  /** A picture of the page as it is. */
  async take(name) {
    if (!this.#folder) return;
    await this.#page.screenshot({ path: this.#path(name) });
  }

  /** The newest frame. */
  async takeFrame(name) {
    if (!this.#folder || !this.#frame) return;
    await writeFile(this.#path(name), Buffer.from(this.#frame, 'base64'));
  }

  #path(name) {
    this.#count += 1;
    return join(this.#folder, `${String(this.#count).padStart(2, '0')}-${name}.png`);
  }
}
