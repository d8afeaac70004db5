package import AllianceNames
import Statements
package import TransparencyLog

/// What has to hold of a bundle before its entries may enter the store, as a value: made by the
/// follower, run by whoever fetched the bytes, on any thread.
package struct BundleCheck: Equatable, Sendable {
    package let origin: LogOrigin
    package let bundle: BundleCoordinate
    /// The places in the bundle whose entries are wanted; those before are held already.
    package let wanted: Range<Int>
    /// What the entries must hash to; nil while no tile is proven, and then the follower compares
    /// the root once it has the leaf hashes.
    package let expected: TileDescent.BundleHash?
    package let erased: ErasedEntries

    package init(
        origin: LogOrigin, bundle: BundleCoordinate, wanted: Range<Int>,
        expected: TileDescent.BundleHash?, erased: ErasedEntries = .none
    ) {
        precondition(
            wanted.upperBound <= bundle.width && !wanted.isEmpty, "wanted entries not in \(bundle)")
        self.origin = origin
        self.bundle = bundle
        self.wanted = wanted
        self.expected = expected
        self.erased = erased
    }

    package var entries: PeerResource { .entries(origin, bundle) }
    package var payloads: PeerResource { .payloads(origin, bundle, from: wanted.lowerBound) }

    /// Checks the two bodies against each other and against what is proven.
    ///
    /// What is wrong with single payloads does not throw: everything before it is good, and the
    /// caller learns where it ends.
    ///
    /// - Throws: `ReplicationError` where the bytes are not what the peer was asked for.
    package func run(
        entries: [UInt8], payloads: [UInt8]
    ) throws(ReplicationError) -> CheckedBundle {
        let ranges: [Range<Int>]
        do {
            ranges = try EntryBundle.parse(entries, count: bundle.width)
        } catch {
            throw .entries(origin: origin, bundle: bundle, detail: error.description)
        }
        return try run(
            entries: entries, ranges,
            leaves: EntryBundle.leafHashes(of: entries, ranges: ranges), payloads: payloads)
    }

    /// The same, of entries that were read and hashed before: a bundle may have 16 MiB of them.
    ///
    /// - Parameters:
    ///   - ranges: where each entry stands in `entries`.
    ///   - leaves: the leaf hash of each.
    func run(
        entries: [UInt8], _ ranges: [Range<Int>], leaves: [Digest], payloads: [UInt8]
    ) throws(ReplicationError) -> CheckedBundle {
        // Entries before `wanted` count only where the whole bundle has to give one hash.
        guard isProven(leaves) else { throw .entriesNotInTree(origin: origin, bundle: bundle) }
        let slots: [PayloadBundle.Slot]
        do {
            slots = try PayloadBundle.parse(payloads, count: bundle.width - wanted.lowerBound)
        } catch {
            throw .payloads(origin: origin, bundle: bundle, detail: error.description)
        }
        let (good, stop) = admissible(entries, ranges, payloads, slots)
        return CheckedBundle(
            leafHashes: Array(leaves[wanted]),
            slice: slice(good, entries: entries, ranges, payloads: payloads, slots, leaves: leaves),
            stop: stop, byteCount: entries.count + payloads.count)
    }

    private func isProven(_ leaves: [Digest]) -> Bool {
        switch expected {
        case nil: true
        case .root(let root): MerkleHash.root(ofLeaves: leaves) == root
        case .leaves(let expected): leaves == expected
        }
    }

    /// How many of the wanted entries may enter the store, and what stands behind them.
    private func admissible(
        _ entries: [UInt8], _ ranges: [Range<Int>], _ payloads: [UInt8],
        _ slots: [PayloadBundle.Slot]
    ) -> (Int, CheckedBundle.Stop?) {
        entries.withUnsafeBytes { entries in
            payloads.withUnsafeBytes { payloads in
                for place in wanted {
                    let index = bundle.firstEntry + UInt64(place)
                    let entry = UnsafeRawBufferPointer(rebasing: entries[ranges[place]])
                    let head: EntryHead
                    do {
                        head = try EntryHead(parsing: entry)
                    } catch {
                        let stop = CheckedBundle.Stop.entryMalformed(
                            index: index, detail: "\(error)")
                        return (place - wanted.lowerBound, stop)
                    }
                    let commit =
                        head.kind.isOpen ? nil : Digest(loading: entry, at: Entry.headBytes)
                    let slot = slots[place - wanted.lowerBound]
                    if let fault = fault(at: index, commit: commit, slot: slot, in: payloads) {
                        return (place - wanted.lowerBound, .payload(index: index, fault))
                    }
                }
                return (wanted.count, nil)
            }
        }
    }

    /// - Parameter commit: what the entry commits to; nil for one of an open kind.
    private func fault(
        at index: EntryIndex, commit: Digest?, slot: PayloadBundle.Slot,
        in payloads: UnsafeRawBufferPointer
    ) -> ReplicationError? {
        switch (commit, slot) {
        case (_?, _) where erased.contains(index):
            // Whatever is shown for it is not kept.
            return nil
        case (let commit?, .present(let range)):
            let found = PayloadBundle.commit(
                saltAndPayload: UnsafeRawBufferPointer(rebasing: payloads[range]))
            return found == commit ? nil : .payloadDiffers(origin: origin, index: index)
        case (_?, .absent):
            return .payloadWithheld(origin: origin, index: index)
        case (nil, .present):
            return .payloadUnexpected(origin: origin, index: index)
        case (nil, .absent):
            return nil
        }
    }

    /// The first `count` wanted entries as the store takes them.
    private func slice(
        _ count: Int, entries: [UInt8], _ ranges: [Range<Int>], payloads: [UInt8],
        _ slots: [PayloadBundle.Slot], leaves: [Digest]
    ) -> BundleSlice? {
        guard count > 0 else { return nil }
        let places = wanted.lowerBound..<(wanted.lowerBound + count)
        let entriesStart = places.lowerBound == 0 ? 0 : ranges[places.lowerBound - 1].upperBound
        let entriesEnd = ranges[places.upperBound - 1].upperBound
        let payloadsEnd = end(of: count, slots)
        let isWhole = entriesStart == 0 && entriesEnd == entries.count
        return BundleSlice(
            bundle: bundle.index, offset: places.lowerBound, count: count,
            entries: isWhole ? entries : Array(entries[entriesStart..<entriesEnd]),
            payloads: payloadsEnd == payloads.count
                ? payloads : Array(payloads[..<payloadsEnd]),
            leafHashes: Array(leaves[places])
        ).emptying(erased.entries)
    }

    /// Where the first `count` slots end in the payload bytes.
    private func end(of count: Int, _ slots: [PayloadBundle.Slot]) -> Int {
        slots[..<count].reduce(0) { end, slot in
            guard case .present(let range) = slot else { return end + PayloadBundle.lengthBytes }
            return range.upperBound
        }
    }
}

/// A bundle that was checked.
package struct CheckedBundle: Sendable {
    /// Of all wanted entries, whether they may enter the store or not.
    package let leafHashes: [Digest]
    /// The wanted entries up to the first that may not enter; nil where that is the very first.
    package let slice: BundleSlice?
    /// Why not all of them may.
    package let stop: Stop?
    /// Bytes that it was read from.
    package let byteCount: Int

    /// What ends the prefix of a log before its end.
    package enum Stop: Equatable, Sendable {
        /// The peer did not show the payload; another may.
        case payload(index: EntryIndex, ReplicationError)
        /// The entry is not one that this version understands, whoever shows it.
        case entryMalformed(index: EntryIndex, detail: String)
    }
}
