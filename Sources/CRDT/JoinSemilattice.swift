/// A state that only grows: two of them have a least upper bound.
///
/// `join` is commutative, associative and idempotent, so replicas that have seen the same evidence
/// agree whatever the order, repetition or grouping in which it came (Shapiro et al., "Conflict-free
/// Replicated Data Types", 2011, section 2.3). The laws are tested in `JoinSemilatticeLaws`.
package protocol JoinSemilattice: Equatable {
    mutating func join(_ other: Self)
}

extension JoinSemilattice {
    package func joined(with other: Self) -> Self {
        var result = self
        result.join(other)
        return result
    }
}
