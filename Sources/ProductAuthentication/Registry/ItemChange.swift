package import GS1

/// Something that happened to one item, or that a list says of it. `ItemTransitions` decides what may
/// come of it.
package struct ItemChange: Hashable, Sendable {
    /// Bytes of `by` and of `cause`.
    package static let textBytesMax = 200
    /// Bytes of a serial number or code.
    package static let serialBytesMax = HouseCode.codeBytesMax

    /// How strictly the change is held to what is known. The number is what the registry stores.
    package enum Kind: UInt8, CaseIterable, Sendable {
        /// What a list says: adds a number that is not there yet; for one that is there, a move.
        case record = 1
        /// The item must be there, and the table must allow the move.
        case move
        /// Takes the last move back, as far as the rules for undoing allow.
        case undo
        /// What was recorded was wrong: any state and any detail, with a stated cause.
        case correction

        /// For people and JSON.
        package var name: String {
            switch self {
            case .record: "recorded"
            case .move: "changed"
            case .undo: "undone"
            case .correction: "corrected"
            }
        }
    }

    package var product: ProductKey
    package var serial: String
    package var kind: Kind
    /// Nil leaves the state as it is; a new item is `active` then. An undo finds the state itself.
    package var to: ItemState?
    /// Of an undo, the state that is taken back; nil for whichever it is.
    package var undone: ItemState?
    /// Milliseconds since 1970 at which it happened.
    package var at: UInt64
    /// Who did it or where, in the owner's words: a shop, a GLN. What one place did, another cannot
    /// undo.
    package var by: String?
    package var cause: String?
    package var market: Country?
    package var lot: Lot?
    package var expiry: ExpiryDate?

    package init(
        product: ProductKey, serial: String, _ kind: Kind = .move, to: ItemState?, at: UInt64,
        by: String? = nil, cause: String? = nil, market: Country? = nil, lot: Lot? = nil,
        expiry: ExpiryDate? = nil, undone: ItemState? = nil
    ) {
        self.product = product
        self.serial = serial
        self.kind = kind
        self.to = to
        self.undone = undone
        self.at = at
        self.by = by
        self.cause = cause
        self.market = market
        self.lot = lot
        self.expiry = expiry
    }
}

/// What came of one change.
package enum ItemChangeOutcome: Hashable, Sendable {
    case added
    /// The state changed, or a correction was noted.
    case changed(from: ItemState, to: ItemState)
    /// The state stayed; lot, expiry or market were filled in.
    case noted
    /// All of it was known already.
    case unchanged
    case refused(ItemChangeRefusal)

    package var refusal: ItemChangeRefusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }
}
