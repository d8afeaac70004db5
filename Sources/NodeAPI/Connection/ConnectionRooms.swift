/// Where the connections of a port wait that have no place yet: before the first record, which costs
/// little, and from it on, when TLS has its buffers and keys.
struct ConnectionRooms: Sendable {
    let arrivals: PendingConnections
    let handshakes: PendingConnections

    init(_ limits: ConnectionLimits) {
        arrivals = PendingConnections(
            max: limits.arrivalsMax, perAddressMax: limits.arrivalsPerAddressMax)
        handshakes = PendingConnections(
            max: limits.handshakesMax, perAddressMax: limits.handshakesPerAddressMax)
    }

    var count: Int { arrivals.count + handshakes.count }
}
