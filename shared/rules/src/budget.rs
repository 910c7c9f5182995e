//! What an evaluation may cost.

use crate::Reason;

/// How much work rules may still do.
///
/// An instruction costs one; so does every element that is looked at or made, and every 32 octets of text that are
/// read or written. So the budget also bounds the memory that a rule takes: a unit is one value, or 32 octets of text.
/// One budget can be shared by several rules, which is how a whole callout is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    left: u32,
}

/// How many octets of text cost as much as one instruction.
pub(crate) const OCTETS_PER_UNIT: usize = 32;

impl Budget {
    /// A budget of this many units.
    #[must_use]
    pub const fn new(units: u32) -> Self {
        Self { left: units }
    }

    /// What is left of it.
    #[must_use]
    pub const fn left(self) -> u32 {
        self.left
    }

    /// Takes a number of units out. When there are not as many, none are left.
    pub(crate) fn charge(&mut self, units: usize) -> Result<(), Reason> {
        let left = u32::try_from(units)
            .ok()
            .and_then(|units| self.left.checked_sub(units));
        self.left = left.unwrap_or_default();
        left.map(drop).ok_or(Reason::BudgetSpent)
    }

    /// Takes out what reading or writing that many octets of text costs.
    pub(crate) fn charge_text(&mut self, octets: usize) -> Result<(), Reason> {
        self.charge(octets / OCTETS_PER_UNIT)
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;
    use crate::Reason;

    #[test]
    fn what_cannot_be_paid_takes_what_is_left() {
        let mut budget = Budget::new(10);
        assert_eq!(budget.charge(10), Ok(()));
        assert_eq!(budget.charge(0), Ok(()));
        assert_eq!(budget.charge(1), Err(Reason::BudgetSpent));
        let mut budget = Budget::new(10);
        assert_eq!(budget.charge(usize::MAX), Err(Reason::BudgetSpent));
        assert_eq!(budget.left(), 0);
    }
}
