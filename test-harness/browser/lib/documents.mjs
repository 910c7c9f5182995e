// Serves documents with their headers, on this machine alone.

import { createServer } from 'node:http';

/**
 * Each document stands at its `path`, with `status`, `headers` (pairs) and `body`. Whatever else is asked for is answered with
 * 204, which a browser stays for where it is: so a link or a form can be tried and the page is still there.
 */
export async function serve(documents) {
  const known = new Map(documents.map((document) => [document.path, document]));
  const server = createServer((request, response) => {
    request.resume();
    const document = known.get(request.url);
    if (!document) return response.writeHead(204).end();
    response.writeHead(document.status, document.headers.flat()).end(document.body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}
