package import ProductAuthentication

/// Hands the events of a document to the item registry in large batches, in the order of the document,
/// and says which ones it refused.
///
/// An event that was taken in before changes nothing: the registry finds it done already, or later
/// than it is, and the item's own history has its hash.
package struct EventIntake {
    /// Changes after which they are stored.
    package static let batchChangesMax = 50_000

    /// How many events came to what. An event of several items is refused if one of them is.
    package struct Tally: Hashable, Sendable {
        package var read = 0
        /// Of these, something new was stored.
        package var changed = 0
        /// All that they say was there.
        package var known = 0
        /// They say nothing about the state of a single item.
        package var withoutMeaning = 0
        package var refused = 0
        /// Reads of items of the registry with a country, which the scan history was given.
        package var scans = 0

        package init(
            read: Int = 0, changed: Int = 0, known: Int = 0, withoutMeaning: Int = 0,
            refused: Int = 0, scans: Int = 0
        ) {
            self.read = read
            self.changed = changed
            self.known = known
            self.withoutMeaning = withoutMeaning
            self.refused = refused
            self.scans = scans
        }
    }

    private let registry: any ItemRegistry
    private let reading: EventChanges
    private let history: (any ScanHistory)?
    private let reads: EventScans?
    private var waiting: [(number: Int, change: ItemChange)] = []
    private var waitingScans: [Scan] = []
    package private(set) var tally = Tally()

    /// - Parameters:
    ///   - history: is given what the events read, by `reads`.
    package init(
        registry: any ItemRegistry, reading: EventChanges, history: (any ScanHistory)? = nil,
        reads: EventScans? = nil
    ) {
        self.registry = registry
        self.reading = reading
        self.history = history
        self.reads = reads
    }

    /// - Returns: what is refused of these events and of earlier ones that were stored meanwhile.
    /// - Throws: what the registry throws: then nothing of the last batch is stored.
    package mutating func take(_ items: [EventItem]) throws -> [EventRefusal] {
        var refusals: [EventRefusal] = []
        for item in items {
            tally.read += 1
            do throws(EPCISError) {
                let event =
                    switch item.result {
                    case .event(let event): event
                    case .refused(let error): throw error
                    }
                if let reads { waitingScans += try reads.scans(of: event) }
                let changes = try reading.changes(of: event)
                if changes.isEmpty { tally.withoutMeaning += 1 }
                for change in changes { waiting.append((item.number, change)) }
            } catch {
                tally.refused += 1
                refusals.append(
                    EventRefusal(
                        number: item.number, keyword: error.keyword, reason: error.description))
            }
            if max(waiting.count, waitingScans.count) >= Self.batchChangesMax {
                refusals += try store()
            }
        }
        return refusals
    }

    /// Stores what still waits.
    package mutating func finish() throws -> [EventRefusal] {
        waiting.isEmpty && waitingScans.isEmpty ? [] : try store()
    }

    private mutating func store() throws -> [EventRefusal] {
        let outcomes = try registry.apply(waiting.map(\.change))
        var refusals: [EventRefusal] = []
        var position = 0
        while position < waiting.count {
            let number = waiting[position].number
            var (isChanged, isRefused) = (false, false)
            while position < waiting.count, waiting[position].number == number {
                let change = waiting[position].change
                switch outcomes[position] {
                case .added, .changed, .noted: isChanged = true
                case .unchanged: break
                case .refused(let refusal):
                    guard try !isRecorded(change) else { break }
                    isRefused = true
                    refusals.append(
                        EventRefusal(
                            number: number, keyword: refusal.keyword,
                            reason: "item \(change.product) \(change.serial): \(refusal)"))
                }
                position += 1
            }
            if isRefused {
                tally.refused += 1
            } else if isChanged {
                tally.changed += 1
            } else {
                tally.known += 1
            }
        }
        waiting.removeAll(keepingCapacity: true)
        try storeScans()
        return refusals
    }

    /// After the changes, so that numbers which the same events issue are known.
    private mutating func storeScans() throws {
        var isHeld: [ProductKey: [String: Bool]] = [:]
        let scans = try waitingScans.filter { scan in
            if let known = isHeld[scan.product]?[scan.serial] { return known }
            let item = try registry.lookUp(scan.serial, of: scan.product)
            let found = if case .found = item { true } else { false }
            isHeld[scan.product, default: [:]][scan.serial] = found
            return found
        }
        try history?.record(scans)
        tally.scans += scans.count
        waitingScans.removeAll(keepingCapacity: true)
    }

    /// Whether a step of the item has this event as its cause.
    private func isRecorded(_ change: ItemChange) throws -> Bool {
        try registry.history(of: change.serial, of: change.product)
            .contains { $0.cause == change.cause }
    }
}
