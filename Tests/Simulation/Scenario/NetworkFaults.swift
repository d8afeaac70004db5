/// What goes wrong between two nodes, in percent of the requests, until a scenario becomes calm.
package struct NetworkFaults: Hashable, Sendable {
    package var lost = 0
    package var late = 0
    package var duplicated = 0
    package var truncated = 0
    package var flipped = 0

    package static let none = NetworkFaults()

    package var isNone: Bool { self == .none }
}
