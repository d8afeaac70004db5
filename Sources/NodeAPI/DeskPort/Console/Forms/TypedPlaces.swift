import Synchronization

/// Room to read what was typed into forms whose session is over: of who is let in no more, and may be anybody. A few at a
/// time over all connections, and fewer of one network, so that the texts and the bytes on their way to them take some
/// MiB at most. Where there is none, what was typed is not read.
package final class TypedPlaces: Sendable {
    /// Each holds `TypedText.textBytesMax` of text, and of bytes on their way `RequestStream.waitingBytesMax`, or a body of
    /// `bodyBytesMax`.
    package static let atOnceMax = 8
    package static let ofOneNetworkMax = 2
    /// Of a body that is taken whole.
    package static let bodyBytesMax = 256 * 1024
    /// For a whole body that comes piece by piece.
    static let time: Duration = .seconds(60)

    private let taken = Mutex<[String: Int]>([:])

    package init() {}

    /// - Parameter network: where it comes from (`ClientAddress.network`).
    /// - Returns: whether there is a place, which `leave` gives back.
    package func enter(from network: String) -> Bool {
        taken.withLock { taken in
            guard taken.values.reduce(0, +) < Self.atOnceMax,
                taken[network, default: 0] < Self.ofOneNetworkMax
            else { return false }
            taken[network, default: 0] += 1
            return true
        }
    }

    package func leave(from network: String) {
        taken.withLock { taken in
            let count = taken[network, default: 0] - 1
            taken[network] = count > 0 ? count : nil
        }
    }
}
