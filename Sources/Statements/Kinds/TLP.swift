/// Who may see a statement: the Traffic Light Protocol 2.0 of FIRST, from wide to narrow, so that
/// the larger of two markings is the one to obey.
package enum TLP: UInt8, NamedCase, Comparable, Sendable {
    case clear = 1
    case green
    case amber
    case amberStrict
    case red

    /// As the standard writes it, without the `TLP:` before it, in lower case.
    package var name: String {
        switch self {
        case .clear: "clear"
        case .green: "green"
        case .amber: "amber"
        case .amberStrict: "amber+strict"
        case .red: "red"
        }
    }

    /// Reads any case, with or without `TLP:`, and the `white` of version 1.
    package init?(name: some StringProtocol) {
        var name = name.lowercased()
        if name.hasPrefix("tlp:") { name = String(name.dropFirst(4)) }
        if name == "white" { name = "clear" }
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    init(wire: WireTLP) throws(StatementError) {
        self = try enumValue(wire.rawValue, "TLP", last: TLP.red.rawValue)
    }

    var wire: WireTLP { WireTLP(rawValue: Int(rawValue)) ?? .unspecified }
}
