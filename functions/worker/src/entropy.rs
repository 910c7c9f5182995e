//! Random bytes from the host, fetched in bulk.

use std::cell::RefCell;

/// Bytes taken from the host at a time. One crossing to the host's generator serves dozens of decisions;
/// asking each time would make it the second crossing of every request.
const RESERVE: usize = 1024;

struct Pool {
    bytes: [u8; RESERVE],
    unused: usize,
}

thread_local! {
    static POOL: RefCell<Pool> = const { RefCell::new(Pool { bytes: [0; RESERVE], unused: 0 }) };
}

/// Bytes that nobody can foresee and that are never given out twice; `None` when the host has none to
/// give (in global scope, before any request), or when it is asked for more than the reserve.
pub(crate) fn bytes<const N: usize>() -> Option<[u8; N]> {
    POOL.with_borrow_mut(|pool| {
        if pool.unused < N {
            getrandom::fill(&mut pool.bytes).ok()?;
            pool.unused = RESERVE;
        }
        let unused = pool.bytes.get_mut(..pool.unused)?;
        let (rest, taken) = unused.split_last_chunk_mut::<N>()?;
        let rest = rest.len();
        let given = *taken;
        taken.fill(0);
        pool.unused = rest;
        Some(given)
    })
}
