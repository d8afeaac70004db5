import AllianceNames
import CRDT
import Statements
import TransparencyLog

/// Turns entries into what they add to the view: decode, key, hash. A pure function of origin, index,
/// entry and payload; what it cannot read is counted and contributes nothing.
package enum Fold {
    /// Hashed into every state root, and kept with every stored view. Raised whenever the same entry
    /// would give other rows: canonical forms, tables, layouts. Views of another version are rebuilt.
    package static let version: UInt32 = 4

    /// - Precondition: the slice begins where the batch ends.
    /// - Throws: `MergedViewError.sliceUnreadable` when the bundles do not hold `slice.count` entries.
    package static func append(
        _ slice: EntrySlice, to batch: inout FoldedEntries
    ) throws(MergedViewError) {
        precondition(slice.start == batch.end, "slices of one log follow each other")
        try slice.forEach(of: batch.origin) { batch.append($0) }
    }

    /// Under which hash the view has an entry that says this; nil for what stands under none. Where there are several, it
    /// is the first.
    static func keyHash(of statement: Statement, at dot: StatementDot) -> UInt64? {
        var batch = FoldedEntries(origin: dot.log, start: dot.index)
        batch.append(statement, issuedAt: 0, at: dot.index)
        return batch.rows.first?.keyHash
    }
}

extension FoldedEntries {
    /// Folds the next entry.
    fileprivate mutating func append(_ entry: SlicedEntry) {
        count += 1
        guard let head = try? EntryHead(parsing: entry.bytes) else {
            silent.undecodable += 1
            return
        }
        guard let content = entry.content(head) else {
            silent.absent += 1
            return
        }
        guard let statement = try? Statement.decode(kind: head.kind, payload: content) else {
            silent.undecodable += 1
            return
        }
        append(statement, issuedAt: head.issuedAt, at: entry.index)
    }

    fileprivate mutating func append(
        _ statement: Statement, issuedAt: UInt64, at index: EntryIndex
    ) {
        switch statement {
        case .assertIndicator(let said):
            let body = AssertionBody(
                basis: said.basis, confidence: said.confidence, tlp: said.tlp,
                firstSeen: said.firstSeen, lastSeen: said.lastSeen, validUntil: said.validUntil,
                isNaturalPerson: said.naturalPerson, marketplace: said.marketplace,
                marks: said.marks)
            append(.assertion(body), said.indicator.keyBytes, issuedAt, .assertIndicator, index)
        case .dispute(let said):
            let body = DisputeBody(
                reason: said.reason, onBehalfOfSeller: said.onBehalfOfSeller, tlp: said.tlp)
            append(.dispute(body), said.indicator.keyBytes, issuedAt, .dispute, index)
        case .sight(let said):
            let body = SightingBody(
                total: said.total, firstSeen: said.first, lastSeen: said.last)
            append(.sighting(body), said.indicator.keyBytes, issuedAt, .sight, index)
        case .link(let said):
            let head = RowHead(issuedAt: issuedAt, keys: [said.a.keyBytes, said.b.keyBytes])
            let body = RowBody.link(
                LinkBody(basis: said.basis, confidence: said.confidence, tlp: said.tlp))
            let (a, b) = (KeyHash.of(head.keys[0]), KeyHash.of(head.keys[1]))
            append(body, head, hash: a, .link, index)
            if b != a { append(body, head, hash: b, .link, index) }
        case .right(let said): append(said, issuedAt: issuedAt, at: index)
        case .registerProduct(let said):
            let body = RowBody.product(
                ProductBody(brand: said.brand, serialisation: said.serialisation))
            var keys = [ViewKey.product(said.code)]
            if case .scheme(let scheme, _) = said.code { keys.append(.scheme(scheme)) }
            append(body, under: keys, issuedAt, .registerProduct, index)
        case .serialSnapshot(let said):
            append(
                .snapshot(SnapshotBody(said)),
                under: [.snapshot(said.product.key), .object(said.file), .allSnapshots], issuedAt,
                .serialSnapshot, index)
        case .stixObject(let said):
            let key = ViewKey.stixObject(said.objectID)
            append(.stixObject(said.tlp), key.bytes, issuedAt, .stixObject, index)
        case .retract(let said):
            for target in said.dots {
                let dot = StatementDot(log: target.origin, index: target.index)
                if mayRetract(dot, at: index) {
                    removals.append(Removal(index: index, target: dot))
                } else {
                    silent.voidRetraction += 1
                }
            }
        // Complaints, and what is done about those who misuse them, have a fold of their own.
        case .complaint, .misuseMeasure: break
        case .unknown: silent.unknownKind += 1
        }
    }

    /// A right stands under its registration, in the list of all rights, and under each of its marks.
    private mutating func append(_ right: Right, issuedAt: UInt64, at index: EntryIndex) {
        let body = RowBody.right(
            RightBody(
                kind: right.kind, registration: right.key,
                title: right.title.prefix(bytes: RightBody.titleBytesMax),
                validFrom: right.validFrom, validUntil: right.validUntil))
        var keys = [ViewKey.right(right.key), .allRights]
        let names = [right.title] + right.aliases.map(\.name)
        keys += names.prefix(FoldedEntries.marksOfARightMax).filter { !$0.isEmpty }.map {
            ViewKey.mark($0)
        }
        append(body, under: keys, issuedAt, .right, index)
    }

    /// Keys whose hashes fall together share a row, in the order in which they are named.
    private mutating func append(
        _ body: RowBody, under keys: [ViewKey], _ issuedAt: UInt64, _ kind: EntryKind,
        _ index: EntryIndex
    ) {
        var places: [UInt64: Int] = [:]
        var heads: [(hash: UInt64, head: RowHead)] = []
        for key in keys {
            if let place = places[key.hash] {
                if !heads[place].head.keys.contains(key.bytes) {
                    heads[place].head.keys.append(key.bytes)
                }
            } else {
                places[key.hash] = heads.count
                heads.append((key.hash, RowHead(issuedAt: issuedAt, keys: [key.bytes])))
            }
        }
        for (hash, head) in heads { append(body, head, hash: hash, kind, index) }
    }

    /// Names of one right that it is found by; a statement cannot fill the view.
    package static let marksOfARightMax = 64

    /// Same member and channel, and earlier: in this log, or in an earlier epoch (which must have
    /// ended, as the reader's roster says).
    private func mayRetract(_ target: StatementDot, at index: EntryIndex) -> Bool {
        StatementDot(log: origin, index: index).mayTakeBack(target)
    }

    private mutating func append(
        _ body: RowBody, _ key: [UInt8], _ issuedAt: UInt64, _ kind: EntryKind, _ index: EntryIndex
    ) {
        append(
            body, RowHead(issuedAt: issuedAt, keys: [key]), hash: KeyHash.of(key), kind, index)
    }

    private mutating func append(
        _ body: RowBody, _ head: RowHead, hash: UInt64, _ kind: EntryKind, _ index: EntryIndex
    ) {
        let start = bodies.count
        body.append(head: head, to: &bodies)
        rows.append(
            Row(
                keyHash: hash, index: index, bodyStart: UInt32(start),
                bodyCount: UInt32(bodies.count - start), kind: kind))
    }
}
