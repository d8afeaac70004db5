import GS1

/// Which items stand in a snapshot: those of which the owner would say nothing worse than 'genuine',
/// now and until the snapshot ends.
///
/// A set can say 'issued' and no more. An item that is a sample, stolen, destroyed, recalled or held
/// back is left out: its number is then not confirmed, and the verdict `unknown` until the owner itself
/// can be asked. A flag beside the number would be a second set, with the same guesses to be made
/// against it. So is an item whose date ends before the snapshot does.
package enum SnapshotContents {
    private static let states: Set<ItemState> = [.active, .supplied, .sold, .exported]

    /// - Parameters:
    ///   - expiresAt: when the snapshot ends, ms since 1970.
    ///   - now: from which the century of a date follows.
    package static func includes(
        _ record: ItemRecord, until expiresAt: UInt64, at now: UInt64
    ) -> Bool {
        guard states.contains(record.state), !record.isRecalled else { return false }
        guard let expiry = record.effectiveExpiry else { return true }
        return expiry.end(seenAt: now) >= expiresAt
    }
}
