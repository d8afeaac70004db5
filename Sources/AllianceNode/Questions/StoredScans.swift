package import AllianceNames
package import EPCIS
package import ProductAuthentication
import Synchronization

/// Every question about an item, and every captured scan of one, as a sight of its number: kept in the
/// scan history, and weighed whenever somebody asks about the number again.
///
/// A question waits in memory for `keep`, which a running node calls every second, so that no answer
/// waits for a disk; it counts at once. What is captured is durable on return.
///
/// Calls block.
package final class StoredScans: QuestionScans {
    /// Questions that wait to be written; beyond that they are counted as lost.
    package static let waitingMax = 20_000
    /// Who asks again within this time from the same place still looks at the same thing.
    package static let sameVisitMilliseconds: UInt64 = 3_600_000
    /// How long people's scans are kept: pseudonyms and places are personal data.
    package static let peopleDaysMax: UInt64 = 730

    private struct Item: Hashable {
        let product: ProductKey
        let serial: String

        init(_ product: ProductKey, _ serial: String) {
            (self.product, self.serial) = (product, serial)
        }
    }

    private struct Waiting {
        /// In the order in which they came.
        var scans: [Scan] = []
        var ofItem: [Item: [Scan]] = [:]
        var lost = 0

        mutating func add(_ scan: Scan) {
            guard scans.count < StoredScans.waitingMax else {
                lost += 1
                return
            }
            scans.append(scan)
            ofItem[Item(scan.product, scan.serial), default: []].append(scan)
        }

        mutating func removeFirst(_ count: Int) {
            scans.removeFirst(count)
            ofItem = Dictionary(grouping: scans) { Item($0.product, $0.serial) }
        }
    }

    private let owner: MemberID
    private let history: any ScanHistory
    private let registry: any ItemRegistry
    private let detector = CloneDetector()
    private let waiting = Mutex(Waiting())
    /// Held by whoever writes.
    private let writing = Mutex(())

    /// - Parameters:
    ///   - owner: this member, whose own people are believed.
    ///   - registry: says which numbers are this member's to keep a history of.
    package init(owner: MemberID, history: any ScanHistory, registry: any ItemRegistry) {
        self.owner = owner
        self.history = history
        self.registry = registry
    }

    package func note(
        _ question: Question, isAuthority: Bool, strangerIn country: Country?, item: ItemRecord,
        at now: UInt64
    ) throws -> Facts.CloneSigns? {
        guard let serial = question.product.serial else { return nil }
        let key = Item(question.product.product, serial)
        // Memory first: what is written meanwhile is then seen twice, which counts once, not never.
        let notWritten = waiting.withLock { $0.ofItem[key] ?? [] }
        var scans = try history.scans(of: key.product, serial: serial)
        for scan in notWritten { _ = ScanWindow.add(scan, to: &scans) }
        let scan =
            if let country {
                try Self.scan(question, serial, strangerIn: country, at: now)
            } else {
                try Self.scan(question, serial, isAuthority: isAuthority, at: now)
            }
        if let scan, !Self.isSameVisit(scan, scans), ScanWindow.add(scan, to: &scans) {
            waiting.withLock { $0.add(scan) }
        }
        let signs = weigh(scans, item: item, at: now)
        guard signs?.score ?? 0 >= Judge.cloneScoreCautionMin,
            let clearance = try history.clearance(of: key.product, serial: serial)
        else { return signs }
        return weigh(
            scans.filter { $0.kind.isTrade || $0.at > clearance.at }, item: item, at: now)
    }

    /// Where an asker says that it looks at a thing is its word alone, and a stranger's is nobody's. So what is
    /// conspicuous only by the word of strangers, or of one other member, calls for care, and is no suspicion.
    private func weigh(
        _ scans: [Scan], item: ItemRecord, at now: UInt64
    ) -> Facts.CloneSigns? {
        // What was seen nowhere contradicts nothing.
        guard !scans.isEmpty else { return nil }
        let known = scans.filter { !$0.isByStranger }
        let found = detector.assess(known, item: item, at: now)
        // What is conspicuous without strangers, none of them can clear.
        guard found.score < Judge.cloneScoreCautionMin || isOneWord(known, item: item, at: now)
        else { return Facts.CloneSigns(found) }
        let all =
            known.count == scans.count ? found : detector.assess(scans, item: item, at: now)
        return Facts.CloneSigns(all.score > found.score ? all : found, areUnconfirmed: true)
    }

    /// Whether nothing is conspicuous without the questions of some one other member. Each is left out in turn, who
    /// asked most first, however little it asked: no more than the people's scans that `ScanWindow` keeps, 64.
    private func isOneWord(_ scans: [Scan], item: ItemRecord, at now: UInt64) -> Bool {
        let own = AskerPseudonym.member(owner)
        let told = scans.map { (scan: $0, asker: AskerPseudonym.member(of: $0.by)) }
        var counts: [String: Int] = [:]
        for case let asker? in told.map(\.asker) where asker != own {
            counts[asker, default: 0] += 1
        }
        let others = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return others.contains { asker, _ in
            let rest = told.filter { $0.asker != asker }.map(\.scan)
            return rest.isEmpty
                || detector.assess(rest, item: item, at: now).score < Judge.cloneScoreCautionMin
        }
    }

    /// Takes captured scans of items that the registry holds; of others nothing is kept. All or
    /// nothing, and durable on return.
    package func record(_ events: [ScanEvent]) throws {
        let scans = try events.flatMap(\.reads).filter {
            if case .found = try registry.lookUp($0.serial, of: $0.product) { true } else { false }
        }
        guard !scans.isEmpty else { return }
        try history.record(scans)
    }

    /// Takes back captured scans that were declared wrong. All or nothing, and durable on return.
    package func withdraw(_ events: [ScanEvent]) throws {
        try history.withdraw(events.flatMap(\.reads))
    }

    /// Writes the questions that wait, durable on return.
    ///
    /// - Returns: how many were lost since the last time because too many waited.
    /// - Throws: what the history throws; then they go on waiting.
    @discardableResult
    package func keep() throws -> Int {
        try writing.withLock { _ in
            let scans = waiting.withLock { $0.scans }
            if !scans.isEmpty {
                try history.record(scans)
                waiting.withLock { $0.removeFirst(scans.count) }
            }
            return waiting.withLock { waiting in
                defer { waiting.lost = 0 }
                return waiting.lost
            }
        }
    }

    /// Drops what people scanned longer ago than is allowed.
    package func forgetPeople(at now: UInt64) throws {
        let age = Self.peopleDaysMax * 86_400_000
        if now > age { try history.forgetPeople(before: now - age) }
    }

    /// - Returns: nil where the asker does not say in which country the thing is: a scan from nowhere
    ///   contradicts nothing.
    private static func scan(
        _ question: Question, _ serial: String, isAuthority: Bool, at now: UInt64
    ) throws -> Scan? {
        guard let place = question.place else { return nil }
        // One member asks for many people: those in one place are taken for one reader.
        let reader = AskerPseudonym.reader(question.asker, at: place)
        return try Scan(
            product: question.product.product, serial: serial, at: time(of: question, at: now),
            kind: isAuthority ? .inspected : .verified,
            place: ScanPlace(country: place.country), by: reader)
    }

    private static func scan(
        _ question: Question, _ serial: String, strangerIn country: Country, at now: UInt64
    ) throws -> Scan {
        try Scan(
            product: question.product.product, serial: serial, at: now, kind: .verified,
            place: ScanPlace(country: country), by: Scan.stranger(in: country))
    }

    /// The owner's own clock; only of a question that came late the asker's word is taken, as far back
    /// as an asker may keep it.
    private static func time(of question: Question, at now: UInt64) -> UInt64 {
        guard question.isLate else { return now }
        let oldest = now - min(now, LateQuestionLimits.ageMillisecondsMax)
        return min(now, max(oldest, question.askedAt))
    }

    private static func isSameVisit(_ scan: Scan, _ held: [Scan]) -> Bool {
        held.contains { other in
            let (first, last) = (min(scan.at, other.at), max(scan.at, other.at))
            return other.by == scan.by && other.kind == scan.kind
                && last - first < sameVisitMilliseconds
        }
    }
}
