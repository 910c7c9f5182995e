//! Random bytes from the host, fetched in bulk.

use std::cell::RefCell;

/// Bytes taken from the host at a time. One crossing to the host's generator serves 64 decisions;
/// asking for 16 bytes each time would make it the second crossing of every request.
const RESERVE: usize = 1024;

struct Pool {
    bytes: [u8; RESERVE],
    unused: usize,
}

thread_local! {
    static POOL: RefCell<Pool> = const { RefCell::new(Pool { bytes: [0; RESERVE], unused: 0 }) };
}

/// Sixteen bytes that nobody can foresee and that are never given out twice; `None` when the host
/// has none to give (in global scope, before any request).
pub(crate) fn sixteen_bytes() -> Option<[u8; 16]> {
    POOL.with_borrow_mut(|pool| {
        if pool.unused < 16 {
            getrandom::fill(&mut pool.bytes).ok()?;
            pool.unused = RESERVE;
        }
        let (rest, taken) = pool
            .bytes
            .get_mut(..pool.unused)?
            .split_last_chunk_mut::<16>()?;
        pool.unused = rest.len();
        let given = *taken;
        taken.fill(0);
        Some(given)
    })
}
