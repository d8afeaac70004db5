/// Why a snapshot is not made, or not believed.
package enum SnapshotError: Error, Hashable, Sendable, CustomStringConvertible {
    // Refused when it was to be made.
    case noItems(product: String)
    case tooManyItems(found: Int, max: Int)
    case tooDense(SerialDensity)
    case validity(days: UInt64, max: UInt64)
    case notLaidOut(items: Int)
    // Refused when it came from outside.
    case notASnapshot(field: String, found: String, expected: String)
    case fileLength(found: Int, expected: Int)
    case wrongKey

    package var description: String {
        switch self {
        case .noItems(let product):
            "no item of \(product) can stand in a snapshot: give numbers whose items are neither withdrawn nor past their date by the time it ends"
        case .tooManyItems(let found, let max):
            "a snapshot holds at most \(max) items, and there are \(found)"
        case .tooDense(let density):
            "the \(density.issued) numbers of \(density.length) characters stand too close: about one in \(Self.rounded(density.possible / Double(density.issued))) is issued, and who holds a snapshot could find the others by trying; at most one in \(Int(SerialDensity.possibleForEachMin)) is accepted, so give longer random numbers"
        case .validity(let days, let max):
            "a snapshot is valid for 1 to \(max) days, not \(days)"
        case .notLaidOut(let items):
            "no layout was found for \(items) items; make the snapshot again, under another key"
        case .notASnapshot(let field, let found, let expected):
            "the file is no snapshot of version 1: \(field) is \(found), expected \(expected)"
        case .fileLength(let found, let expected):
            "the snapshot has \(found) bytes, and its head says \(expected); fetch it again"
        case .wrongKey:
            "the key is not the one that the snapshot was made with; fetch both again from the owner"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .noItems: "no-items"
        case .tooManyItems: "too-many-items"
        case .tooDense: "too-dense"
        case .validity: "validity"
        case .notLaidOut: "not-laid-out"
        case .notASnapshot: "not-a-snapshot"
        case .fileLength: "file-length"
        case .wrongKey: "wrong-key"
        }
    }

    private static func rounded(_ ratio: Double) -> String {
        ratio < 1e15 ? String(Int(max(1, ratio))) : "10^15"
    }
}
