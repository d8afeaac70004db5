package import AllianceNames
import Statements
package import TransparencyLog

/// Recomputes everything that a store says about one log from the bytes it holds: every leaf, tile,
/// root, commit and checkpoint signature. What differs is a finding.
///
/// It reads bundle by bundle, so that memory does not grow with the log, and holds no lock: entries
/// appended meanwhile are not looked at.
package struct LogAudit {
    private let origin: LogOrigin
    private let store: any LogStore
    private let key: VerifierKey?

    /// - Parameter key: the log's key by the roster; nil where it knows none, which is a finding.
    package init(of origin: LogOrigin, in store: any LogStore, key: VerifierKey?) {
        self.origin = origin
        self.store = store
        self.key = key
    }

    /// - Parameter progress: called now and then with the number of entries audited.
    /// - Throws: what the store throws; `LogStoreError.unknownLog`.
    package func run(progress: (TreeSize) -> Void = { _ in }) throws -> LogAuditReport {
        guard let state = try store.state(of: origin) else {
            throw LogStoreError.unknownLog(origin: origin)
        }
        var report = LogAuditReport(origin: origin, size: state.size, root: state.edge.root)
        var signed = try verifiedCheckpoints(state, &report)[...]
        var tree = AuditTree(store: store, origin: origin)
        check(signed: &signed, against: tree.edge, &report)
        let erased = try store.erased(of: origin)
        for bundle in BundleCoordinate.bundles(of: state.size) {
            guard let leaves = try leaves(of: bundle, erased, &report) else { return report }
            for leaf in leaves {
                tree.append(leaf)
                check(signed: &signed, against: tree.edge, &report)
            }
            report.found(try tree.compareFullTiles())
            if bundle.index % 256 == 255 { progress(tree.edge.size) }
        }
        report.found(try tree.comparePartialTiles())
        if tree.edge != state.edge {
            report.found([.edgeDiffers(stored: state.edge.root, computed: tree.edge.root)])
        }
        return report
    }

    // MARK: Entries and payloads

    /// The leaf hashes of a bundle; nil where it cannot be read, which ends the audit.
    private func leaves(
        of bundle: BundleCoordinate, _ erased: ErasedEntries, _ report: inout LogAuditReport
    ) throws -> [Digest]? {
        guard let entries = try store.entries(of: origin, bundle) else {
            report.found([.bundleMissing(bundle)])
            return nil
        }
        let ranges: [Range<Int>]
        do {
            ranges = try EntryBundle.parse(entries, count: bundle.width)
        } catch {
            report.found([.bundleMalformed(bundle, reason: "\(error)")])
            return nil
        }
        try checkPayloads(of: bundle, entries, ranges, erased, &report)
        return EntryBundle.leafHashes(of: entries, ranges: ranges)
    }

    private func checkPayloads(
        of bundle: BundleCoordinate, _ entries: [UInt8], _ ranges: [Range<Int>],
        _ erased: ErasedEntries, _ report: inout LogAuditReport
    ) throws {
        guard let payloads = try store.payloads(of: origin, bundle) else {
            report.found([.payloadsMissing(bundle)])
            return
        }
        let slots: [PayloadBundle.Slot]
        do {
            slots = try PayloadBundle.parse(payloads, count: bundle.width)
        } catch {
            report.found([.payloadsMalformed(bundle, reason: "\(error)")])
            return
        }
        entries.withUnsafeBytes { entries in
            payloads.withUnsafeBytes { payloads in
                for (offset, (range, slot)) in zip(ranges, slots).enumerated() {
                    let entry = UnsafeRawBufferPointer(rebasing: entries[range])
                    checkPayload(
                        of: entry, at: bundle.firstEntry + UInt64(offset), slot, payloads,
                        erased, &report)
                }
            }
        }
    }

    private func checkPayload(
        of entry: UnsafeRawBufferPointer, at index: EntryIndex, _ slot: PayloadBundle.Slot,
        _ payloads: UnsafeRawBufferPointer, _ erased: ErasedEntries,
        _ report: inout LogAuditReport
    ) {
        let head: EntryHead
        do {
            head = try EntryHead(parsing: entry)
        } catch {
            report.found([.entryMalformed(index, reason: "\(error)")])
            return
        }
        switch (head.kind.isOpen, slot) {
        case (true, .absent): break
        case (true, .present): report.found([.payloadUnexpected(index)])
        case (false, .absent):
            if erased.contains(index) {
                report.payloadsAbsent += 1
            } else {
                report.found([.payloadMissing(index)])
            }
        case (false, .present(let range)):
            let commit = Digest(loading: entry, at: Entry.headBytes)
            let computed = PayloadBundle.commit(
                saltAndPayload: UnsafeRawBufferPointer(rebasing: payloads[range]))
            report.payloadsHeld += 1
            if commit != computed { report.found([.commitDiffers(index)]) }
        }
    }

    // MARK: Checkpoints

    /// The checkpoints to compare with the tree, smallest first.
    private func verifiedCheckpoints(
        _ state: LogState, _ report: inout LogAuditReport
    ) throws -> [CheckpointRecord] {
        let records = try store.checkpoints(of: origin)
        report.checkpoints = records.count
        if let key {
            for record in records {
                do {
                    _ = try SignedCheckpoint(parsing: record.noteText).verified(by: key)
                } catch {
                    report.found([
                        .checkpointUnsigned(size: record.size, reason: "\(error)")
                    ])
                }
            }
        } else {
            report.found([.keyUnknown])
        }
        return records.filter { $0.size <= state.size }
    }

    private func check(
        signed: inout ArraySlice<CheckpointRecord>, against edge: CompactRange,
        _ report: inout LogAuditReport
    ) {
        while let record = signed.first, record.size == edge.size {
            signed.removeFirst()
            let computed = edge.root
            if record.root != computed {
                report.found([
                    .rootDiffers(size: record.size, signed: record.root, computed: computed)
                ])
            }
        }
    }
}
