/// What became of one item, as its owner recorded it. The number is what the registry stores.
package enum ItemState: UInt8, CaseIterable, Sendable, CustomStringConvertible {
    case active = 1
    case supplied
    case sold
    case exported
    case sample
    case stolen
    case destroyed
    case recalled
    /// Held back while something is looked into.
    case locked
    /// On no item at all: recorded by mistake, or its label was never used. Asked about, it is as good
    /// as not recorded.
    case void

    /// As files and commands write it.
    package var name: String {
        switch self {
        case .active: "active"
        case .supplied: "supplied"
        case .sold: "sold"
        case .exported: "exported"
        case .sample: "sample"
        case .stolen: "stolen"
        case .destroyed: "destroyed"
        case .recalled: "recalled"
        case .locked: "locked"
        case .void: "void"
        }
    }

    package static let names = allCases.map(\.name).joined(separator: ", ")

    /// - Parameter name: upper or lower case.
    /// - Throws: `ProductAuthenticationError.state`, naming those that there are.
    package init(parsing name: some StringProtocol) throws(ProductAuthenticationError) {
        let lowercased = name.lowercased()
        guard let found = Self.allCases.first(where: { $0.name == lowercased }) else {
            throw .state(found: String(name.prefix(40)))
        }
        self = found
    }

    package var description: String { name }
}
