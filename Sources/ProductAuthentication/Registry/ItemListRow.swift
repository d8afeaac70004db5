/// What one row of a list of items says, and where it stands, so that a refusal can name the line.
package struct ItemListRow: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
        case item(ItemChange)
        case lot(LotChange)
    }

    /// Counted from 1.
    package let line: Int
    package let change: Change

    package init(line: Int, change: Change) {
        self.line = line
        self.change = change
    }
}
