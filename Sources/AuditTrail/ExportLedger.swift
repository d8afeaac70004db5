package import SignIn
package import TransparencyLog

/// What each of those who export has taken away lately, and what waits for a second person. It is folded from
/// the audit log and from nothing else, so that it is the same after a restart, and in every process.
package struct ExportLedger: Sendable {
    /// Rows are counted over so long, and what is held or released is over after it, in milliseconds.
    package static let windowMilliseconds: UInt64 = 24 * 60 * 60 * 1_000
    /// Exports that wait of one caller, at most.
    package static let heldMax = 20

    /// An export that waits for a second person.
    package struct Held: Hashable, Sendable {
        /// Of its record.
        package let index: EntryIndex
        package let at: UInt64
        package let who: AuditActor
        package let purpose: Purpose?
        package let details: [String: String]
        package let rows: UInt64
        /// When somebody released it; nil while it waits.
        package fileprivate(set) var releasedAt: UInt64?
        fileprivate var isUsed = false

        fileprivate func isOver(at now: UInt64) -> Bool {
            isUsed || now >= (releasedAt ?? at) + ExportLedger.windowMilliseconds
        }
    }

    package enum Decision: Hashable, Sendable {
        /// - Parameter hold: what was released for it; nil within the quota.
        case allowed(hold: EntryIndex?)
        /// A second person has released it: so much of it goes as was there when it was held. Whoever has
        /// taken out what has come since asks again, within it.
        case released(Held)
        /// It waits already.
        case waits(EntryIndex)
        /// More than may be taken alone.
        case beyond(taken: UInt64)
        case tooManyHeld
    }

    private var taken: [String: [(at: UInt64, rows: UInt64)]] = [:]
    private var held: [EntryIndex: Held] = [:]
    /// The record that is to be taken next.
    package private(set) var next: EntryIndex

    /// - Parameter next: the first record to take; what is older than the window does not matter.
    package init(from next: EntryIndex = 0) { self.next = next }

    // MARK: Folding

    /// - Precondition: lines come in their order.
    package mutating func take(_ line: AuditLine) {
        precondition(line.index >= next, "records are taken in their order")
        next = line.index + 1
        guard let record = line.record else { return }
        // By which an export is let go, or which is released.
        let hold = record[.hold].flatMap { EntryIndex($0) }
        switch record.action {
        case .holdExport:
            held[line.index] = Held(
                index: line.index, at: line.at, who: record.who, purpose: record.purpose,
                details: record.details, rows: record.results ?? 0)
        case .releaseExport:
            if let hold { held[hold]?.releasedAt = line.at }
        default:
            guard let rows = record.rows, rows > 0 else { return }
            if let hold, held[hold] != nil {
                // A second person has answered for these.
                held[hold]?.isUsed = true
            } else {
                taken[record.who.name, default: []].append((line.at, rows))
            }
        }
    }

    /// Forgets what does not matter any more.
    package mutating func forget(at now: UInt64) {
        let begin = now - min(now, Self.windowMilliseconds)
        taken = taken.compactMapValues { rows in
            let kept = rows.filter { $0.at > begin }
            return kept.isEmpty ? nil : kept
        }
        held = held.filter { !$0.value.isOver(at: now) }
    }

    // MARK: Asking

    package func rowsTaken(by who: AuditActor, at now: UInt64) -> UInt64 {
        let begin = now - min(now, Self.windowMilliseconds)
        return (taken[who.name] ?? []).reduce(0) { $1.at > begin ? $0 + $1.rows : $0 }
    }

    /// - Parameters:
    ///   - details: what is exported; what was released, or waits, has to be the same, however much of it there
    ///     is by now.
    ///   - hold: the released one whose rows these are, and no more of them; nil for all that was found.
    ///   - rowsMax: what one may take alone within the window.
    package func decide(
        _ who: AuditActor, details: [String: String], rows: UInt64, within hold: EntryIndex? = nil,
        rowsMax: UInt64, at now: UInt64
    ) -> Decision {
        let own = held.values.filter { $0.who.name == who.name && !$0.isOver(at: now) }
        let same = own.filter { $0.details == details }.sorted { $0.index < $1.index }
        let released = same.filter { $0.releasedAt != nil }
        if let hold, released.contains(where: { $0.index == hold && rows <= $0.rows }) {
            return .allowed(hold: hold)
        }
        let taken = rowsTaken(by: who, at: now)
        if rows <= rowsMax, taken <= rowsMax - rows { return .allowed(hold: nil) }
        if let released = released.first { return .released(released) }
        if let waiting = same.first { return .waits(waiting.index) }
        let waiting = own.count { $0.releasedAt == nil }
        return waiting < Self.heldMax ? .beyond(taken: taken) : .tooManyHeld
    }

    /// What waits, the oldest first.
    package func waiting(at now: UInt64) -> [Held] {
        held.values.filter { $0.releasedAt == nil && !$0.isOver(at: now) }
            .sorted { $0.index < $1.index }
    }

    /// Whether somebody may release what is held: another person than the one who asked, that approves or
    /// administers. Who may release none is told that first.
    ///
    /// - Parameter index: nil where whoever asks has named none.
    /// - Returns: what is held.
    package func release(
        _ index: EntryIndex?, by person: PersonID, roles: Set<Role>, at now: UInt64
    ) throws(ExportReleaseError) -> Held {
        guard Self.mayRelease(roles) else { throw .roleMissing }
        guard let hold = index.flatMap({ held[$0] }), hold.releasedAt == nil,
            !hold.isOver(at: now)
        else { throw .notHeld(index) }
        guard hold.who.person != person else { throw .ownExport }
        return hold
    }

    /// Whether a person of these roles releases exports of others.
    package static func mayRelease(_ roles: Set<Role>) -> Bool {
        !AccessPolicy.permissions(of: .person(roles: roles)).isDisjoint(with: [
            .approve, .administer,
        ])
    }
}

/// Why somebody does not release an export.
package enum ExportReleaseError: Error, Equatable, CustomStringConvertible {
    /// - Parameter index: nil for what is no number.
    case notHeld(EntryIndex?)
    case ownExport
    case roleMissing

    package var description: String {
        switch self {
        case .notHeld(nil): "an export is named by its number, and this is none"
        case .notHeld(let index?):
            "no export waits under number \(index): it was released, or is a day old"
        case .ownExport: "whoever asked for an export does not release it; another person does"
        case .roleMissing: "an approver or an administrator releases exports"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .notHeld: "export-not-held"
        case .ownExport: "export-own"
        case .roleMissing: "role-missing"
        }
    }
}
