package import AllianceNames
package import Statements
package import TransparencyLog

/// Entries of one log with their payloads, as the two bundles encode them.
package struct EntrySlice: Equatable, Sendable {
    package var start: EntryIndex
    package var count: Int
    /// Exactly `count` entries, as in a C2SP entry bundle.
    package var entries: [UInt8]
    /// Exactly `count` payload slots, as in a payload bundle.
    package var payloads: [UInt8]

    package init(start: EntryIndex, count: Int, entries: [UInt8], payloads: [UInt8]) {
        self.start = start
        self.count = count
        self.entries = entries
        self.payloads = payloads
    }

    /// Hands over all entries, in order.
    ///
    /// - Parameter origin: of the log, for the error.
    /// - Throws: `MergedViewError.sliceUnreadable` where the bundles do not hold `count` entries; none was handed over
    ///   then.
    package func forEach(
        of origin: LogOrigin, _ body: (SlicedEntry) -> Void
    ) throws(MergedViewError) {
        let ranges: [Range<Int>]
        let slots: [PayloadBundle.Slot]
        do {
            ranges = try EntryBundle.parse(entries, count: count)
            slots = try PayloadBundle.parse(payloads, count: count)
        } catch {
            throw .sliceUnreadable(
                origin: origin, start: start, reason: String(describing: error))
        }
        entries.withUnsafeBytes { entryBytes in
            payloads.withUnsafeBytes { payloadBytes in
                for place in 0..<count {
                    body(
                        SlicedEntry(
                            index: start + UInt64(place),
                            bytes: UnsafeRawBufferPointer(rebasing: entryBytes[ranges[place]]),
                            payload: slots[place].payload.map {
                                UnsafeRawBufferPointer(rebasing: payloadBytes[$0])
                            }))
                }
            }
        }
    }
}

/// One entry of a slice, as a view of its memory: **valid only during the call that hands it over**.
package struct SlicedEntry {
    package let index: EntryIndex
    /// As the log has it.
    package let bytes: UnsafeRawBufferPointer
    /// Without the salt; nil for an open kind, and where it is erased or withheld.
    package let payload: UnsafeRawBufferPointer?

    /// What its statement is decoded from: the body of an open kind, else the payload; nil where that is absent.
    ///
    /// - Parameter head: its own.
    package func content(_ head: EntryHead) -> UnsafeRawBufferPointer? {
        head.kind.isOpen ? UnsafeRawBufferPointer(rebasing: bytes[Entry.headBytes...]) : payload
    }
}
