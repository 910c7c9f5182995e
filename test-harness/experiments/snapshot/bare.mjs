// A Worker without the reader: what the process takes by itself, and what reading from KV takes.
export default {
  async fetch(request, env) {
    const { searchParams } = new URL(request.url);
    for (const name of searchParams.getAll("read")) await env.KV.get(name, "arrayBuffer");
    return Response.json({ found: true });
  },
};
