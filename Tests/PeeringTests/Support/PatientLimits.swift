import Peering

extension PeerClientLimits {
    /// As usual, with all the time that a handshake may take on a busy machine.
    static var patient: PeerClientLimits {
        var limits = PeerClientLimits()
        limits.connect = .seconds(600)
        return limits
    }
}
