/// Which states may follow which, and which may be taken back: the table of
/// docs/product-authentication.md.
///
/// The rules are those that medicines verification systems share, with `sold` and `supplied` told
/// apart, as brands do: an item is supplied to a shop and sold to a person, and may come back.
/// `stolen` and `destroyed` are final: only a correction with a stated cause leads out of them. Nothing
/// becomes `void` but by a correction either: that it was recorded at all was the mistake.
package struct ItemTransitions: Sendable {
    private let following: [ItemState: [ItemState]]
    private let undoing: [ItemState: UndoRule]

    /// - Parameters:
    ///   - following: the states that may follow; none where one is missing.
    ///   - undoing: the states that may be taken back.
    package init(following: [ItemState: [ItemState]], undoing: [ItemState: UndoRule]) {
        self.following = following
        self.undoing = undoing
    }

    package static let standard = ItemTransitions(
        following: [
            .active: [
                .supplied, .sold, .exported, .sample, .stolen, .destroyed, .recalled, .locked,
            ],
            .supplied: [.sold, .exported, .sample, .stolen, .destroyed, .recalled, .locked],
            // Back to supplied: a customer's return.
            .sold: [.supplied, .stolen, .destroyed, .recalled, .locked],
            .exported: [.sold, .stolen, .destroyed, .recalled, .locked],
            .sample: [.stolen, .destroyed, .recalled, .locked],
            .recalled: [.stolen, .destroyed, .locked],
            .locked: [.stolen, .destroyed, .recalled],
            .stolen: [],
            .destroyed: [],
            .void: [],
        ],
        undoing: [
            .supplied: UndoRule(daysMax: 10, isBoundToPlace: true),
            .sold: UndoRule(daysMax: 10, isBoundToPlace: true),
            .exported: UndoRule(daysMax: 10, isBoundToPlace: true),
            .sample: UndoRule(daysMax: 10, isBoundToPlace: true),
            .locked: UndoRule(needsCause: true),
            .recalled: UndoRule(needsCause: true),
        ])

    package func states(after state: ItemState) -> [ItemState] { following[state] ?? [] }

    package func allows(_ state: ItemState, after previous: ItemState) -> Bool {
        states(after: previous).contains(state)
    }

    package func undoRule(of state: ItemState) -> UndoRule? { undoing[state] }
}
