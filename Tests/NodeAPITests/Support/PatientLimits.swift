import NodeAPI
import Peering

extension ConnectionLimits {
    /// As usual, and nobody is cut off who waits for its turn on a busy machine: a test shortens the clock that
    /// it is about, and no other can be what ended a connection.
    static var patient: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.silence = .seconds(3_600)
        limits.handshake = .seconds(3_600)
        limits.request = .seconds(3_600)
        limits.stream = .seconds(3_600)
        limits.idle = .seconds(3_600)
        return limits
    }
}

extension PeerClientLimits {
    /// As usual, with all the time that a handshake may take on a busy machine.
    static var patient: PeerClientLimits {
        var limits = PeerClientLimits()
        limits.connect = .seconds(600)
        return limits
    }
}
