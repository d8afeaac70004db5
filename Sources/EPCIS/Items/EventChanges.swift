package import GS1
package import ProductAuthentication

/// Events as changes of items, each with the event's hash as its cause, so that what the registry
/// says can be tied to the event that said so.
package struct EventChanges: Sendable {
    /// How far the clocks of those who wrote the events may be ahead, in milliseconds: a day, so that a wrong
    /// zone is none of it.
    package static let aheadMillisecondsMax: UInt64 = 86_400_000

    private let rules: ItemStateRules
    private let importedAt: UInt64
    private let owns: @Sendable (GTIN) -> Bool

    /// - Parameters:
    ///   - importedAt: milliseconds since 1970; later events are refused, since all that happens to their items
    ///     before that would be too old to count.
    ///   - owns: whether the product is this member's to speak for.
    package init(
        rules: ItemStateRules = .init(), importedAt: UInt64,
        owns: @escaping @Sendable (GTIN) -> Bool
    ) {
        self.rules = rules
        self.importedAt = importedAt
        self.owns = owns
    }

    /// Of an event that declares another one wrong they are the changes that never were, with that
    /// event's hash, since a declaration does not count in it.
    ///
    /// - Returns: nothing for an event that says nothing about the state of a single item.
    /// - Throws: `EPCISError.notOwned`, `.identifier`, `.field`, `.time`, `.future`.
    package func changes(of event: EPCISEvent) throws(EPCISError) -> [ItemChange] {
        let items = try event.items()
        guard !items.isEmpty else { return [] }
        var changes: [ItemChange] = []
        var data: (lot: Lot?, expiry: ExpiryDate?)?
        let cause = event.hash.description
        let place = (event.bizLocation ?? event.readPoint).map(CanonicalValue.of)
        let by = place.flatMap { $0.utf8.count <= ItemChange.textBytesMax ? $0 : nil }
        guard let at = UInt64(exactly: event.time.milliseconds) else {
            throw .time(field: "eventTime", found: event.time.description)
        }
        // What was taken in all the same can be declared wrong.
        if !event.declaresError, at > importedAt,
            at - importedAt > Self.aheadMillisecondsMax
        {
            throw .future(found: event.time.description)
        }
        // Events list one product after the other: the owner of the last GTIN is remembered.
        var lastOwned: GTIN?
        for (number, role) in items {
            guard let effect = rules.effect(of: event, on: role) else { continue }
            if number.gtin != lastOwned {
                guard owns(number.gtin) else { throw .notOwned(number.gtin.digits14) }
                lastOwned = number.gtin
            }
            var change = ItemChange(
                product: .gtin(number.gtin), serial: number.serial.text, to: nil, at: at, by: by,
                cause: cause)
            switch effect {
            case .issue:
                if data == nil { data = try event.lotAndExpiry() }
                (change.kind, change.to) = (.record, .active)
                (change.lot, change.expiry) = (data?.lot, data?.expiry)
            case .become(let state): change.to = state
            case .undo(let state): (change.kind, change.undone) = (.undo, state)
            }
            changes.append(change)
        }
        return changes
    }
}
