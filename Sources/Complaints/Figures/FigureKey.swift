package import Statements

/// What figures are told apart by; nil for all.
package struct FigureKey: Hashable, Sendable {
    /// The channel of the desk.
    package var channel: String?
    package var marketplace: String?
    package var ground: Complaint.Ground?

    package init(
        channel: String? = nil, marketplace: String? = nil, ground: Complaint.Ground? = nil
    ) {
        self.channel = channel
        self.marketplace = marketplace
        self.ground = ground
    }

    package static let all = FigureKey()
}
