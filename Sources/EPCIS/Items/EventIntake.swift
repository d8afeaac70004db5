package import ProductAuthentication

/// Hands the events of a document to the item registry in large batches, in the order of the document,
/// and says which ones it refused.
///
/// An event that was taken in before changes nothing: the registry finds it done already, or later
/// than it is, and the item's own history has its hash. One that declares an earlier one wrong corrects
/// what that one did (`ErrorCorrection`), and its reads count no more.
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

    private struct Item: Hashable {
        let product: ProductKey
        let serial: String
    }

    private let registry: any ItemRegistry
    private let reading: EventChanges
    private let history: (any ScanHistory)?
    private let reads: EventScans?
    private var waiting: [(number: Int, change: ItemChange)] = []
    /// With the hashes of their events.
    private var waitingScans: [(scan: Scan, event: String)] = []
    /// Items whose issue was declared wrong, and that wait to be issued rightly.
    private var misissued: Set<Item> = []
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
            do {
                switch item.result {
                case .refused(let error): throw error
                case .event(let event): refusals += try take(event, item.number)
                }
            } catch let error as EPCISError {
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
    package mutating func finish() throws -> [EventRefusal] { try store() }

    private mutating func take(_ event: EPCISEvent, _ number: Int) throws -> [EventRefusal] {
        let scans = try reads?.scans(of: event) ?? []
        let changes = try reading.changes(of: event)
        if changes.isEmpty { tally.withoutMeaning += 1 }
        if let declaration = event.errorDeclaration {
            return try takeBack(changes, scans, declaration, number)
        }
        let hash = event.hash.description
        waitingScans += scans.map { ($0, hash) }
        // What follows the right issue of a number rests on it.
        let isReissue =
            !misissued.isEmpty
            && changes.contains {
                $0.kind == .record
                    && misissued.contains(Item(product: $0.product, serial: $0.serial))
            }
        let before = isReissue ? try store() : []
        waiting += changes.map { (number, $0) }
        return isReissue ? try before + store() : before
    }

    /// Takes back what an event did that is declared wrong, once all before it is stored. Reads that
    /// never were are taken back whatever became of the item.
    private mutating func takeBack(
        _ changes: [ItemChange], _ scans: [Scan], _ declaration: ErrorDeclaration, _ number: Int
    ) throws -> [EventRefusal] {
        var refusals = try store()
        try history?.withdraw(scans)
        let earlier = refusals.count
        for change in changes {
            let steps = try registry.history(of: change.serial, of: change.product)
            do throws(EPCISError) {
                guard
                    let correction = try ErrorCorrection.change(
                        of: change, declared: declaration, steps)
                else { continue }
                if steps.count == 1 {
                    misissued.insert(Item(product: change.product, serial: change.serial))
                }
                waiting.append((number, correction))
            } catch {
                refusals.append(
                    EventRefusal(
                        number: number, keyword: error.keyword, reason: error.description))
            }
        }
        if refusals.count > earlier {
            // One of its items is enough for the event to be looked at; the others are corrected.
            var counted = tally
            counted.refused += 1
            defer { tally = counted }
            return try refusals + store()
        }
        if waiting.isEmpty, !changes.isEmpty { tally.known += 1 }
        return try refusals + store()
    }

    private mutating func store() throws -> [EventRefusal] {
        guard !waiting.isEmpty || !waitingScans.isEmpty else { return [] }
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
                    switch try secondThought(change, refusal) {
                    case nil: break
                    case .refused(let refusal):
                        isRefused = true
                        refusals.append(
                            EventRefusal(
                                number: number, keyword: refusal.keyword,
                                reason: "item \(change.product) \(change.serial): \(refusal)"))
                    default: isChanged = true
                    }
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

    /// What a refused change comes to, seen beside the item's history.
    ///
    /// - Returns: nil where a step of the item has this event as its cause already.
    private mutating func secondThought(
        _ change: ItemChange, _ refusal: ItemChangeRefusal
    ) throws -> ItemChangeOutcome? {
        let steps = try registry.history(of: change.serial, of: change.product)
        if steps.contains(where: { $0.cause == change.cause }) { return nil }
        guard let correction = ErrorCorrection.reissue(change, steps) else {
            return .refused(refusal)
        }
        misissued.remove(Item(product: change.product, serial: change.serial))
        return try registry.apply([correction])[0]
    }

    /// After the changes, so that numbers which the same events issue are known. Reads of an event that
    /// was declared wrong before are not counted again.
    private mutating func storeScans() throws {
        var held: [Item: [ItemHistoryEntry]] = [:]
        let scans = try waitingScans.filter { scan, event in
            let item = Item(product: scan.product, serial: scan.serial)
            let steps: [ItemHistoryEntry]
            if let known = held[item] {
                steps = known
            } else {
                steps = try registry.history(of: scan.serial, of: scan.product)
                held[item] = steps
            }
            // A number that is there has a step, if only that it began.
            return steps.last.map { $0.state != .void } == true
                && !steps.contains { $0.cause == ErrorCorrection.cause(of: event) }
        }
        try history?.record(scans.map(\.scan))
        tally.scans += scans.count
        waitingScans.removeAll(keepingCapacity: true)
    }
}
