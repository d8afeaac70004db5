package import GS1
import Roster

/// Why the rules did not let a change through; each is a sentence for who asked for it.
package enum ItemChangeRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownItem
    case notAllowed(from: ItemState, to: ItemState, allowed: [ItemState])
    /// The number was called void, and the change does not say that it is on an item after all.
    case isVoid
    /// - to: nil for an undo.
    case lotRecalled(to: ItemState?, cause: String)
    /// Times in milliseconds since 1970.
    case older(recorded: UInt64, found: UInt64)
    case otherDetail(String, recorded: String, found: String)
    case causeMissing
    case notUndone(ItemState)
    case nothingBefore(ItemState)
    case lastIsNoMove(ItemChange.Kind)
    case undoTooLate(ItemState, since: UInt64, daysMax: UInt64)
    case undoElsewhere(by: String?)
    case undoExpired(ExpiryDate)
    case undoOfOther(ItemState, expected: ItemState)
    case undoLeadsElsewhere(to: ItemState, expected: ItemState)
    case text(String)
    case time(found: UInt64)

    package var description: String {
        switch self {
        case .unknownItem:
            "the number is not in the registry: import it first, or check it"
        case .notAllowed(let from, let to, let allowed) where allowed.isEmpty:
            "an item that is \(from) stays so and cannot become \(to): if the record is wrong, correct it with a cause"
        case .notAllowed(let from, let to, let allowed):
            "an item that is \(from) cannot become \(to), only \(allowed.map(\.name).joined(separator: ", ")): undo the last change, or correct the record with a cause"
        case .isVoid:
            "the number is void, so nothing becomes of it: if it is on an item after all, correct the record with a cause and the item's state"
        case .lotRecalled(let to?, let cause):
            "its lot is recalled (\(cause)), so it cannot become \(to): withdraw the recall first"
        case .lotRecalled(nil, let cause):
            "its lot is recalled (\(cause)), so nothing is undone: withdraw the recall first"
        case .older(let recorded, let found):
            "the change is of \(moment(found)), but a later one of \(moment(recorded)) is recorded: import changes in the order of their times, or correct the record"
        case .otherDetail(let field, let recorded, let found):
            "its \(field) is recorded as \(recorded), not \(found): correct the record with a cause if that is wrong"
        case .causeMissing:
            "a cause has to be stated"
        case .notUndone(.active):
            "an item that is active has nothing to undo"
        case .notUndone(let state):
            "\(state) is final and cannot be undone: if the record is wrong, correct it with a cause"
        case .nothingBefore(let state):
            "the item has been \(state) since it was recorded, so there is no state to go back to: correct the record with a cause"
        case .lastIsNoMove(let kind):
            "the last change was \(kind.name) already, and is not taken back: set the state that holds now"
        case .undoTooLate(let state, let since, let daysMax):
            "it became \(state) at \(moment(since)), and that can be undone for \(daysMax) days only: correct the record with a cause"
        case .undoElsewhere(let by?):
            "only '\(by)', which made the change, can undo it: name it with --by if you act there"
        case .undoElsewhere(nil):
            "the change names no place, so an undo must name none either"
        case .undoExpired(let date):
            "the item has expired (\(date)), so it cannot go back into trade"
        case .undoOfOther(let state, let expected):
            "what is to be undone is that it became \(expected), but it is \(state)"
        case .undoLeadsElsewhere(let to, let expected):
            "undoing leads back to \(to), not to \(expected)"
        case .text(let reason):
            reason
        case .time(let found):
            "\(found) is no time in milliseconds since 1970"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .unknownItem: "unknown-item"
        case .notAllowed: "transition"
        case .isVoid: "void"
        case .lotRecalled: "lot-recalled"
        case .older: "older"
        case .otherDetail: "other-detail"
        case .causeMissing: "cause-missing"
        case .notUndone: "not-undone"
        case .nothingBefore: "nothing-before"
        case .lastIsNoMove: "last-is-no-move"
        case .undoTooLate: "undo-too-late"
        case .undoElsewhere: "undo-elsewhere"
        case .undoExpired: "undo-expired"
        case .undoOfOther: "undo-other-state"
        case .undoLeadsElsewhere: "undo-leads-elsewhere"
        case .text: "text"
        case .time: "time"
        }
    }
}

private func moment(_ milliseconds: UInt64) -> String {
    UTCTimestamp(millisecondsSince1970: milliseconds).description
}
